# Nodes and weights of Gauss-Legendre quadrature with 32 points on [-1, 1], the positive half, for
# src/Ir/Functions/NormalExpectation.cs: Newton's method on the Legendre polynomial. Needs mpmath.
from mpmath import cos, legendre, mp, mpf, pi

mp.dps = 40
POINTS = 32


def slope(x):
    return POINTS * (x * legendre(POINTS, x) - legendre(POINTS - 1, x)) / (x * x - 1)


for i in range(POINTS // 2, 0, -1):
    x = cos(pi * (i - mpf(1) / 4) / (POINTS + mpf(1) / 2))
    for _ in range(8):
        x -= legendre(POINTS, x) / slope(x)
    print(f"({repr(float(x))}, {repr(float(2 / ((1 - x * x) * slope(x) ** 2)))}),")
