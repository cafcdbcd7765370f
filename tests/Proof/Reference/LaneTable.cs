// Each operation of formulas on eight doubles: one row an operation, and one structure, so that the loop over
// a block is compiled for each. A mask is 1 or 0, as in the interpreter. What has no row is computed one
// value at a time by the interpreter.
using System.Runtime.Intrinsics;
using Kernels.Ir;

namespace Kernels.Proof;

using Lanes = Vector512<double>;

/// <summary>result[k] from a[k], b[k] and c[k], of which an operation takes as many as it has operands.</summary>
internal delegate void BlockOperation(double[] a, double[] b, double[] c, double[] result);

internal static class LaneTable
{
    public static readonly IReadOnlyDictionary<Op, BlockOperation> Rows = new Dictionary<Op, BlockOperation>
    {
        [Op.Add] = Each<Add>,
        [Op.Sub] = Each<Sub>,
        [Op.Mul] = Each<Mul>,
        [Op.Div] = Each<Div>,
        [Op.Neg] = Each<Neg>,
        [Op.Abs] = Each<Abs>,
        [Op.Sqrt] = Each<Sqrt>,
        [Op.Floor] = Each<Floor>,
        [Op.Select] = Each<Select>,
        [Op.Lt] = Each<Lt>,
        [Op.Le] = Each<Le>,
        [Op.Gt] = Each<Gt>,
        [Op.Ge] = Each<Ge>,
        [Op.Eq] = Each<Eq>,
        [Op.Min] = Each<Min>,
        [Op.Max] = Each<Max>,
        [Op.Clamp] = Each<Clamp>,
        [Op.And] = Each<And>,
        [Op.Or] = Each<Or>,
        [Op.Not] = Each<Not>,
        [Op.Detach] = Each<Detach>,
        [Op.Exp] = Each<Exp>,
        [Op.Exp2] = Each<Exp2>,
        [Op.ExpM1] = Each<ExpM1>,
        [Op.Log] = Each<Log>,
        [Op.Log2] = Each<Log2>,
        [Op.Log1P] = Each<Log1P>,
        [Op.Pow] = Each<Pow>,
        [Op.Sin] = Each<Sin>,
        [Op.Cos] = Each<Cos>,
        [Op.Tanh] = Each<Tanh>,
        [Op.Sinh] = Each<Sinh>,
        [Op.Cosh] = Each<Cosh>,
        [Op.Atan] = Each<Atan>,
        [Op.Erf] = Each<Erf>,
        [Op.Erfc] = Each<Erfc>,
        [Op.Sigmoid] = Each<Sigmoid>,
        [Op.LogSigmoid] = Each<LogSigmoid>,
        [Op.Softplus] = Each<Softplus>,
        [Op.NormalCdf] = Each<NormalCdf>,
        [Op.LogisticPdf] = Each<LogisticPdf>,
        [Op.NormalPdf] = Each<NormalPdf>,
        [Op.TanhSoftplus] = Each<TanhSoftplus>,
        [Op.TanhSoftplusSlope] = Each<TanhSoftplusSlope>,
        [Op.SigmoidPlus] = Each<SigmoidPlus>,
        [Op.NormalCdfPlus] = Each<NormalCdfPlus>,
        [Op.TanhSoftplusPlus] = Each<TanhSoftplusPlus>,
        [Op.Softsign] = Each<Softsign>,
        [Op.Lorentzian] = Each<Lorentzian>,
    };

    static void Each<TOperation>(double[] a, double[] b, double[] c, double[] result) where TOperation : IOperation
    {
        for (var k = 0; k < result.Length; k += Lanes.Count)
            TOperation.Of(Vector512.LoadUnsafe(ref a[k]), Vector512.LoadUnsafe(ref b[k]),
                Vector512.LoadUnsafe(ref c[k])).CopyTo(result, k);
    }

    static Lanes IsTrue(Lanes mask) => ~Vector512.Equals(mask, Lanes.Zero);

    static Lanes Mask(Lanes condition) => condition & Lanes.One;

    interface IOperation
    {
        static abstract Lanes Of(Lanes a, Lanes b, Lanes c);
    }

    readonly struct Add : IOperation { public static Lanes Of(Lanes a, Lanes b, Lanes c) => a + b; }
    readonly struct Sub : IOperation { public static Lanes Of(Lanes a, Lanes b, Lanes c) => a - b; }
    readonly struct Mul : IOperation { public static Lanes Of(Lanes a, Lanes b, Lanes c) => a * b; }
    readonly struct Div : IOperation { public static Lanes Of(Lanes a, Lanes b, Lanes c) => a / b; }
    readonly struct Neg : IOperation { public static Lanes Of(Lanes a, Lanes b, Lanes c) => -a; }
    readonly struct Abs : IOperation { public static Lanes Of(Lanes a, Lanes b, Lanes c) => Vector512.Abs(a); }
    readonly struct Sqrt : IOperation { public static Lanes Of(Lanes a, Lanes b, Lanes c) => Vector512.Sqrt(a); }
    readonly struct Floor : IOperation { public static Lanes Of(Lanes a, Lanes b, Lanes c) => Vector512.Floor(a); }
    readonly struct Select : IOperation
    {
        public static Lanes Of(Lanes a, Lanes b, Lanes c) => Vector512.ConditionalSelect(IsTrue(a), b, c);
    }
    readonly struct Lt : IOperation
    {
        public static Lanes Of(Lanes a, Lanes b, Lanes c) => Mask(Vector512.LessThan(a, b));
    }
    readonly struct Le : IOperation
    {
        public static Lanes Of(Lanes a, Lanes b, Lanes c) => Mask(Vector512.LessThanOrEqual(a, b));
    }
    readonly struct Gt : IOperation
    {
        public static Lanes Of(Lanes a, Lanes b, Lanes c) => Mask(Vector512.GreaterThan(a, b));
    }
    readonly struct Ge : IOperation
    {
        public static Lanes Of(Lanes a, Lanes b, Lanes c) => Mask(Vector512.GreaterThanOrEqual(a, b));
    }
    readonly struct Eq : IOperation
    {
        public static Lanes Of(Lanes a, Lanes b, Lanes c) => Mask(Vector512.Equals(a, b));
    }
    readonly struct Min : IOperation { public static Lanes Of(Lanes a, Lanes b, Lanes c) => Vector512.Min(a, b); }
    readonly struct Max : IOperation { public static Lanes Of(Lanes a, Lanes b, Lanes c) => Vector512.Max(a, b); }
    readonly struct Clamp : IOperation
    {
        public static Lanes Of(Lanes a, Lanes b, Lanes c) => Vector512.Min(Vector512.Max(a, b), c);
    }
    readonly struct And : IOperation
    {
        public static Lanes Of(Lanes a, Lanes b, Lanes c) => Mask(IsTrue(a) & IsTrue(b));
    }
    readonly struct Or : IOperation
    {
        public static Lanes Of(Lanes a, Lanes b, Lanes c) => Mask(IsTrue(a) | IsTrue(b));
    }
    readonly struct Not : IOperation { public static Lanes Of(Lanes a, Lanes b, Lanes c) => Mask(~IsTrue(a)); }
    readonly struct Detach : IOperation { public static Lanes Of(Lanes a, Lanes b, Lanes c) => a; }
    readonly struct Exp : IOperation { public static Lanes Of(Lanes a, Lanes b, Lanes c) => DoubleLanes.Exp(a); }
    readonly struct Exp2 : IOperation { public static Lanes Of(Lanes a, Lanes b, Lanes c) => DoubleLanes.Exp2(a); }
    readonly struct ExpM1 : IOperation { public static Lanes Of(Lanes a, Lanes b, Lanes c) => DoubleLanes.ExpM1(a); }
    readonly struct Log : IOperation { public static Lanes Of(Lanes a, Lanes b, Lanes c) => DoubleLanes.Log(a); }
    readonly struct Log2 : IOperation { public static Lanes Of(Lanes a, Lanes b, Lanes c) => Vector512.Log2(a); }
    readonly struct Log1P : IOperation { public static Lanes Of(Lanes a, Lanes b, Lanes c) => DoubleLanes.Log1P(a); }
    readonly struct Pow : IOperation { public static Lanes Of(Lanes a, Lanes b, Lanes c) => DoubleLanes.Pow(a, b); }
    readonly struct Sin : IOperation { public static Lanes Of(Lanes a, Lanes b, Lanes c) => CircularLanes.Sin(a); }
    readonly struct Cos : IOperation { public static Lanes Of(Lanes a, Lanes b, Lanes c) => CircularLanes.Cos(a); }
    readonly struct Tanh : IOperation { public static Lanes Of(Lanes a, Lanes b, Lanes c) => DoubleLanes.Tanh(a); }
    readonly struct Sinh : IOperation { public static Lanes Of(Lanes a, Lanes b, Lanes c) => DoubleLanes.Sinh(a); }
    readonly struct Cosh : IOperation { public static Lanes Of(Lanes a, Lanes b, Lanes c) => DoubleLanes.Cosh(a); }
    readonly struct Atan : IOperation { public static Lanes Of(Lanes a, Lanes b, Lanes c) => CircularLanes.Atan(a); }
    readonly struct Erf : IOperation { public static Lanes Of(Lanes a, Lanes b, Lanes c) => NormalLanes.Erf(a); }
    readonly struct Erfc : IOperation { public static Lanes Of(Lanes a, Lanes b, Lanes c) => NormalLanes.Erfc(a); }
    readonly struct Sigmoid : IOperation
    {
        public static Lanes Of(Lanes a, Lanes b, Lanes c) => DoubleLanes.Sigmoid(a);
    }
    readonly struct LogSigmoid : IOperation
    {
        public static Lanes Of(Lanes a, Lanes b, Lanes c) => -DoubleLanes.Softplus(-a);
    }
    readonly struct Softplus : IOperation
    {
        public static Lanes Of(Lanes a, Lanes b, Lanes c) => DoubleLanes.Softplus(a);
    }
    readonly struct NormalCdf : IOperation
    {
        public static Lanes Of(Lanes a, Lanes b, Lanes c) => NormalLanes.NormalCdf(a);
    }
    readonly struct LogisticPdf : IOperation
    {
        public static Lanes Of(Lanes a, Lanes b, Lanes c) => DoubleLanes.LogisticPdf(a);
    }
    readonly struct NormalPdf : IOperation
    {
        public static Lanes Of(Lanes a, Lanes b, Lanes c) => NormalLanes.NormalPdf(a);
    }
    readonly struct TanhSoftplus : IOperation
    {
        public static Lanes Of(Lanes a, Lanes b, Lanes c) => DoubleLanes.TanhSoftplus(a);
    }
    readonly struct TanhSoftplusSlope : IOperation
    {
        public static Lanes Of(Lanes a, Lanes b, Lanes c) => DoubleLanes.TanhSoftplusSlope(a);
    }
    readonly struct SigmoidPlus : IOperation
    {
        public static Lanes Of(Lanes a, Lanes b, Lanes c) => DoubleLanes.SigmoidPlus(a, b);
    }
    readonly struct NormalCdfPlus : IOperation
    {
        public static Lanes Of(Lanes a, Lanes b, Lanes c) => NormalLanes.NormalCdf(a) + b * NormalLanes.NormalPdf(a);
    }
    readonly struct TanhSoftplusPlus : IOperation
    {
        public static Lanes Of(Lanes a, Lanes b, Lanes c)
            => DoubleLanes.TanhSoftplus(a) + b * DoubleLanes.TanhSoftplusSlope(a);
    }
    readonly struct Softsign : IOperation
    {
        public static Lanes Of(Lanes a, Lanes b, Lanes c) => DoubleLanes.Softsign(a);
    }
    readonly struct Lorentzian : IOperation
    {
        public static Lanes Of(Lanes a, Lanes b, Lanes c) => Lanes.One / (Lanes.One + a * a);
    }
}
