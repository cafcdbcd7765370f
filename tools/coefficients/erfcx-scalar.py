# (1 + 2t)·e^(t²)·erfc(t) in q = (t - 3.75)/(t + 3.75) on t in [0, 28], for the double functions of src/Ir/Functions
# (Shepherd and Laframboise 1981): interpolated at Chebyshev nodes, which is within a factor of 3 of minimax.
# Needs mpmath. Prints the coefficients, highest degree first, and the largest relative error.
from mpmath import cos, erfc, exp, fsum, log, mp, mpf, nstr, pi, polyval

mp.dps = 60
K, DEGREE, LAST = mpf(15) / 4, 22, mpf(28)
LOW, HIGH = mpf(-1), (LAST - K) / (LAST + K)


def f(q):
    t = K * (1 + q) / (1 - q)
    return (1 + 2 * t) * exp(t * t) * erfc(t)


def interpolate():
    n = DEGREE + 1
    angles = [(2 * i + 1) * pi / (2 * n) for i in range(n)]
    values = [f((LOW + HIGH) / 2 + (HIGH - LOW) / 2 * cos(a)) for a in angles]
    chebyshev = [(1 if j == 0 else 2) / mpf(n) * fsum(v * cos(j * a) for v, a in zip(values, angles)) for j in range(n)]
    scale, shift = 2 / (HIGH - LOW), -(LOW + HIGH) / (HIGH - LOW)     # the domain as [-1, 1]
    before, basis = [mpf(1)], [shift, scale]
    power = [chebyshev[0]] + [mpf(0)] * DEGREE
    for c in chebyshev[1:]:
        power = [p + c * b for p, b in zip(power, basis + [mpf(0)] * n)]
        doubled = [2 * shift * b for b in basis] + [mpf(0)]
        for i, b in enumerate(basis):
            doubled[i + 1] += 2 * scale * b
        before, basis = basis, [d - b for d, b in zip(doubled, before + [mpf(0)] * 2)]
    return power[::-1]


coefficients = interpolate()
for c in coefficients:
    print(repr(float(c)))
points = [LOW + (HIGH - LOW) * (i + mpf(1) / 2) / 1000 for i in range(1000)]
print("relative error 2^" + nstr(log(max(abs(polyval(coefficients, q) / f(q) - 1) for q in points), 2), 4))
