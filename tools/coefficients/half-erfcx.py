# ½·erfcx(u/√2) = B(u)/(√(2π)·u·B(u) + A(u)): with c = 1/√(2π) and P = ½·erfcx(u/√2) that is A/(√(2π)·B) = c/P - u, so a relative error of
# that sum is one of P. Lawson's weighted least squares, linear in the coefficients because each round divides by the last one's B.
# Prints the largest relative error, then A/√(2π) and B, lowest degree first.
from decimal import Decimal, getcontext
from math import cos, erfc, exp, pi, sqrt

getcontext().prec = 40


def solve(rows, values, weights):
    n = len(rows[0])
    m = [[sum(w * row[i] * row[j] for row, w in zip(rows, weights)) for j in range(n)]
         + [sum(w * row[i] * v for row, v, w in zip(rows, values, weights))] for i in range(n)]
    for i in range(n):
        p = max(range(i, n), key=lambda k: abs(m[k][i]))
        m[i], m[p] = m[p], m[i]
        for k in range(i + 1, n):
            f = m[k][i] / m[i][i]
            m[k] = [x - f * y for x, y in zip(m[k], m[i])]
    x = [Decimal(0)] * n
    for i in reversed(range(n)):
        x[i] = (m[i][n] - sum(m[i][j] * x[j] for j in range(i + 1, n))) / m[i][i]
    return x


def fit(degree, rest, last, points=240, rounds=80):
    """B of the degree, with constant 1, and A of degree rest, on [0, last]."""
    us = [last * ((1 - cos(pi * (i + .5) / points)) / 2) ** 1.5 for i in range(points)]
    r = [Decimal(1 / sqrt(2 * pi)) / Decimal(.5 * exp(u * u / 2) * erfc(u / sqrt(2))) - Decimal(u) for u in us]
    us = [Decimal(u) for u in us]
    rows = [[u**i for i in range(rest + 1)] + [-q * u**i for i in range(1, degree + 1)] for u, q in zip(us, r)]
    lawson, bs, best = [Decimal(1)] * points, [Decimal(1)] * points, None
    for round in range(rounds):
        x = solve(rows, r, [w / (b * (q + u))**2 for w, b, q, u in zip(lawson, bs, r, us)])
        a, b = x[:rest + 1], [Decimal(1)] + x[rest + 1:]
        bs = [sum(c * u**i for i, c in enumerate(b)) for u in us]
        errors = [abs((sum(c * u**i for i, c in enumerate(a)) / d - q) / (q + u)) for u, q, d in zip(us, r, bs)]
        if best is None or max(errors) < best[0]: best = max(errors), a, b
        if round >= 2:
            lawson = [w * (e / max(errors) + Decimal("1e-4")) for w, e in zip(lawson, errors)]
            lawson = [w * points / sum(lawson) for w in lawson]
    return best


for name, degree, rest, last in ("float", 4, 3, 14.1), ("double", 6, 5, 19.8):
    error, a, b = fit(degree, rest, last)
    print(f"# {name} lanes, u to {last}: {error:.3e}", [float(c) for c in a], [float(c) for c in b], sep="\n")
