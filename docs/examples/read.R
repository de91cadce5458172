# SPDX-License-Identifier: Apache-2.0

# Draw the people killed each year on every path, from compare.csv.
#
#     crossroads compare
#     Rscript read.R out/compare/compare.csv killed.png
#
# Needs nothing but R. Every line of compare.csv is one number: path, world, year, variable, value, unit. Lines without
# a year hold the sum of the whole run.
words <- commandArgs(trailingOnly = TRUE)
if (length(words) != 2) stop("usage: Rscript read.R compare.csv PICTURE")
outcome <- "deaths_civilian_security"
table <- read.csv(words[1], encoding = "UTF-8")
rows <- table[table$variable == outcome & !is.na(table$year), ]
if (nrow(rows) == 0) stop(words[1], ": has no row of ", outcome, "; name a compare.csv")
paths <- unique(rows$path)
png(words[2], width = 1200, height = 750, res = 150)
plot(NULL, xlim = range(rows$year), ylim = c(0, max(rows$value)), xlab = rows$label[1], ylab = "people killed",
     main = "Civilians and security forces killed each year")
for (i in seq_along(paths)) {
  one <- rows[rows$path == paths[i], ]
  lines(one$year, one$value, type = "o", lty = i, pch = i, cex = 0.5)
}
legend("topleft", legend = paths, lty = seq_along(paths), pch = seq_along(paths), cex = 0.6)
invisible(dev.off())
cat(words[2], ": ", length(paths), " paths, ", length(unique(rows$year)), " years\n", sep = "")
