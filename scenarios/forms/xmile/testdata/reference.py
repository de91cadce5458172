"""Integrates an XMILE document with SciPy and prints its stocks as JSON.

Reads nothing but the document: stocks with their flows, auxiliaries, and
graphical functions of time. Levers are constant within a month, so that each
month is integrated by itself.
"""
import json
import sys
import xml.etree.ElementTree as tree

import numpy
from scipy.integrate import solve_ivp

SPACE = "{http://docs.oasis-open.org/xmile/ns/XMILE/v1.0}"

root = tree.parse(sys.argv[1]).getroot()


def text(node, tag):
    return node.find(SPACE + tag).text


specs = root.find(SPACE + "sim_specs")
start, stop = float(text(specs, "start")), float(text(specs, "stop"))
variables = root.find(SPACE + "model").find(SPACE + "variables")
stocks = variables.findall(SPACE + "stock")
rest = variables.findall(SPACE + "flow") + variables.findall(SPACE + "aux")

graphs, formulas = {}, {}
for node in rest:
    graph = node.find(SPACE + "gf")
    if graph is None:
        formulas[node.get("name")] = text(node, "eqn")
    else:
        assert text(node, "eqn") == "TIME"
        points = [[float(v) for v in text(graph, axis).split(",")] for axis in ("xpts", "ypts")]
        graphs[node.get("name")] = points

# Order the formulas so that each comes after what it reads.
names = {node.get("name") for node in stocks} | set(graphs)
reads = {name: set(compile(f, name, "eval").co_names) for name, f in formulas.items()}
ordered = []
while len(ordered) < len(formulas):
    ready = [n for n in formulas if n not in ordered and all(r in names or r in ordered for r in reads[n])]
    assert ready, "the formulas read one another in a circle"
    ordered += ready
everything = compile("\n".join(f"{n} = {formulas[n]}" for n in ordered), "model", "exec")

flows = [
    (
        node.get("name"),
        [f.text for f in node.findall(SPACE + "inflow")],
        [f.text for f in node.findall(SPACE + "outflow")],
    )
    for node in stocks
]


def values(state, levers):
    scope = dict(levers)
    scope.update(zip((name for name, _, _ in flows), state))
    exec(everything, {}, scope)
    return scope


def rates(_, state, levers):
    v = values(state, levers)
    return [sum(v[f] for f in into) - sum(v[f] for f in out) for _, into, out in flows]


def levers_at(time):
    return {name: float(numpy.interp(time, x, y)) for name, (x, y) in graphs.items()}


# What a stock begins with may read constants and levers, not other stocks.
beginning = levers_at(start)
for name in ordered:
    if all(r in beginning for r in reads[name]):
        beginning[name] = eval(formulas[name], {}, dict(beginning))
state = [float(eval(text(node, "eqn"), {}, dict(beginning))) for node in stocks]

months = round((stop - start) * 12)
for month in range(months):
    levers = levers_at(start + month / 12)
    solved = solve_ivp(rates, (0, 1 / 12), state, method="DOP853", rtol=1e-12, atol=1e-9, args=(levers,))
    assert solved.success, solved.message
    state = [float(v) for v in solved.y[:, -1]]

json.dump(dict(zip((name for name, _, _ in flows), state)), sys.stdout)
