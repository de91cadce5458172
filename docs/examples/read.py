# SPDX-License-Identifier: Apache-2.0

"""Draw the people killed each year on every path, from compare.csv.

    crossroads compare
    python3 read.py out/compare/compare.csv killed.png

Needs matplotlib. Every line of compare.csv is one number: path, world, year, variable, value, unit. Lines without a
year hold the sum of the whole run.
"""
import csv
import sys

import matplotlib
matplotlib.use("Agg")  # no window
import matplotlib.pyplot as plt
import matplotlib.ticker

OUTCOME = "deaths_civilian_security"


def main(table, picture):
    paths, label = {}, ""
    with open(table, newline="", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if row["variable"] == OUTCOME and row["year"]:
                years, values = paths.setdefault(row["path"], ([], []))
                years.append(int(row["year"]))
                values.append(float(row["value"]))
                label = row["label"]
    if not paths:
        sys.exit(f"{table}: has no row of {OUTCOME}; name a compare.csv")
    figure, axes = plt.subplots(figsize=(8, 5))
    for mark, (path, (years, values)) in zip("osD^v<>Px*hp", paths.items()):
        axes.plot(years, values, marker=mark, markersize=3, linewidth=1, label=path)
    axes.set(title="Civilians and security forces killed each year", ylabel="people killed", xlabel=label)
    axes.xaxis.set_major_locator(matplotlib.ticker.MaxNLocator(integer=True))
    axes.set_ylim(bottom=0)
    axes.legend(fontsize="small")
    figure.savefig(picture, dpi=150)
    print(f"{picture}: {len(paths)} paths, {len(years)} years")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: read.py compare.csv PICTURE")
    main(sys.argv[1], sys.argv[2])
