# r(t) = φ(t)/Φ(-t) - t on t ≥ 0, which falls from 0.798 to 1/t, as A(t)/B(t): A of the degree n, B of n + 1, the leading coefficients
# alike so that t·r tends to 1. Lawson's weighted least squares of the relative error, linear in the coefficients because each round
# divides by the last one's B; the half-line is mapped to [-1, 1] by t = k(1 + q)/(1 - q). Needs mpmath. Prints the largest relative
# error, then A and B, highest degree first.
import mpmath as mp

mp.mp.dps = 50
K = mp.mpf(1.5)


def r(t):
    if t < 60: return mp.npdf(t) / (mp.erfc(t / mp.sqrt(2)) / 2) - t
    fraction = mp.mpf(t)
    for j in range(80, 1, -1): fraction = t + j / fraction
    return 1 / fraction


def fit(n, rounds=14):
    m = 12 * (2 * n + 2)
    ts = [K * (1 + q) / (1 - q) for q in (mp.cos(mp.pi * (2 * i + 1) / (2 * m)) for i in range(m))]
    rs, weights, bs, best = [r(t) for t in ts], [mp.mpf(1)] * m, [mp.mpf(1)] * m, None
    for round in range(rounds):
        scales = [w / b / v for w, b, v in zip(weights, bs, rs)]
        rows = [[d * t**j for j in range(n)] + [-d * v * t**j for j in range(n + 1)] for d, t, v in zip(scales, ts, rs)]
        x, _ = mp.qr_solve(mp.matrix(rows), mp.matrix([-d * (t**n - v * t**(n + 1)) for d, t, v in zip(scales, ts, rs)]))
        a = [mp.mpf(1)] + [x[j] for j in range(n - 1, -1, -1)]
        b = [mp.mpf(1)] + [x[n + j] for j in range(n, -1, -1)]
        bs = [mp.polyval(b, t) for t in ts]
        errors = [abs(mp.polyval(a, t) / d / v - 1) for t, d, v in zip(ts, bs, rs)]
        if best is None or max(errors) < best[0]: best = max(errors), a, b
        if round > 2: weights = [w * mp.sqrt(e / max(errors) + mp.mpf("1e-3")) for w, e in zip(weights, errors)]
    return best


for name, n in ("float", 5), ("double", 7):
    error, a, b = fit(n)
    print(f"# {name} lanes: {mp.nstr(error, 4)}", [mp.nstr(c, 20) for c in a], [mp.nstr(c, 20) for c in b], sep="\n")
