// What one writes without a library: a loop over MathF. The loop is generic over the function, so the JIT compiles each
// one as if written out.
namespace Kernels.Benchmarks;

/// <summary>A function and its slope in float, as one writes them by hand.</summary>
internal interface IByHand
{
    static abstract float Forward(float x);
    static abstract float Slope(float x);
}

internal static class ScalarLoops
{
    static readonly Dictionary<string, (Action<Workload> Forward, Action<Workload> Backward)> All = new()
    {
        ["Elu"] = (Forward<Elu>, Backward<Elu>),
        ["Gelu"] = (Forward<Gelu>, Backward<Gelu>),
        ["GeluTanh"] = (Forward<GeluTanh>, Backward<GeluTanh>),
        ["LeakyRelu"] = (Forward<LeakyRelu>, Backward<LeakyRelu>),
        ["Mish"] = (Forward<Mish>, Backward<Mish>),
        ["Relu"] = (Forward<Relu>, Backward<Relu>),
        ["Sigmoid"] = (Forward<Sigmoid>, Backward<Sigmoid>),
        ["Silu"] = (Forward<Silu>, Backward<Silu>),
        ["Softplus"] = (Forward<Softplus>, Backward<Softplus>),
        ["SwiGlu"] = (SwiGluForward, SwiGluBackward),
        ["Tanh"] = (Forward<Tanh>, Backward<Tanh>),
    };

    public static bool Has(ActivationInfo activation) => All.ContainsKey(activation.Name);

    /// <summary>Null where nobody has written one.</summary>
    public static Action? Of(Workload work)
        => !All.TryGetValue(work.Activation.Name, out var loops) ? null
            : work.Kernel.Name == "Forward" ? () => loops.Forward(work) : () => loops.Backward(work);

    static void Forward<T>(Workload work) where T : struct, IByHand
    {
        ReadOnlySpan<float> x = work.Sources[0];
        Span<float> y = work.Destinations[0];
        for (var i = 0; i < x.Length; i++) y[i] = T.Forward(x[i]);
    }

    static void Backward<T>(Workload work) where T : struct, IByHand
    {
        ReadOnlySpan<float> x = work.Sources[0], dy = work.Sources[1];
        Span<float> dx = work.Destinations[0];
        for (var i = 0; i < x.Length; i++) dx[i] = dy[i] * T.Slope(x[i]);
    }

    static void SwiGluForward(Workload work)
    {
        ReadOnlySpan<float> x = work.Sources[0], gate = work.Sources[1];
        Span<float> y = work.Destinations[0];
        for (var i = 0; i < x.Length; i++) y[i] = x[i] * Silu.Forward(gate[i]);
    }

    static void SwiGluBackward(Workload work)
    {
        ReadOnlySpan<float> x = work.Sources[0], gate = work.Sources[1], dy = work.Sources[2];
        Span<float> dx = work.Destinations[0], dgate = work.Destinations[1];
        for (var i = 0; i < x.Length; i++)
        {
            dx[i] = dy[i] * Silu.Forward(gate[i]);
            dgate[i] = dy[i] * x[i] * Silu.Slope(gate[i]);
        }
    }

    readonly struct Elu : IByHand
    {
        public static float Forward(float x) => x > 0 ? x : MathF.Exp(x) - 1;
        public static float Slope(float x) => x > 0 ? 1 : MathF.Exp(x);
    }

    readonly struct LeakyRelu : IByHand
    {
        public static float Forward(float x) => x > 0 ? x : 0.01f * x;
        public static float Slope(float x) => x > 0 ? 1 : 0.01f;
    }

    readonly struct Relu : IByHand
    {
        public static float Forward(float x) => MathF.Max(0, x);
        public static float Slope(float x) => x > 0 ? 1 : 0;
    }

    readonly struct Sigmoid : IByHand
    {
        public static float Forward(float x) => 1 / (1 + MathF.Exp(-x));
        public static float Slope(float x) => Forward(x) * (1 - Forward(x));
    }

    readonly struct Silu : IByHand
    {
        public static float Forward(float x) => x / (1 + MathF.Exp(-x));
        public static float Slope(float x)
        {
            var s = 1 / (1 + MathF.Exp(-x));
            return s * (1 + x * (1 - s));
        }
    }

    readonly struct Softplus : IByHand
    {
        public static float Forward(float x) => MathF.Log(1 + MathF.Exp(x));
        public static float Slope(float x) => 1 / (1 + MathF.Exp(-x));
    }

    readonly struct Tanh : IByHand
    {
        public static float Forward(float x) => MathF.Tanh(x);
        public static float Slope(float x)
        {
            var t = MathF.Tanh(x);
            return 1 - t * t;
        }
    }

    readonly struct Mish : IByHand
    {
        public static float Forward(float x) => x * MathF.Tanh(MathF.Log(1 + MathF.Exp(x)));
        public static float Slope(float x)
        {
            var e = MathF.Exp(x);
            var t = MathF.Tanh(MathF.Log(1 + e));
            return t + x * (1 - t * t) * e / (1 + e);
        }
    }

    /// <summary>MathF has no erf; the double one of the vocabulary stands in.</summary>
    readonly struct Gelu : IByHand
    {
        public static float Forward(float x) => 0.5f * x * (1 + Erf(x * 0.70710678f));
        public static float Slope(float x)
            => 0.5f * (1 + Erf(x * 0.70710678f)) + 0.3989423f * x * MathF.Exp(-0.5f * x * x);
        static float Erf(float x) => (float)KernelMath.Erf(x);
    }

    readonly struct GeluTanh : IByHand
    {
        public static float Forward(float x) => 0.5f * x * (1 + MathF.Tanh(Inner(x)));
        public static float Slope(float x)
        {
            var t = MathF.Tanh(Inner(x));
            return 0.5f * (1 + t) + 0.5f * x * (1 - t * t) * 0.7978846f * (1 + 3 * 0.044715f * x * x);
        }
        static float Inner(float x) => 0.7978846f * (x + 0.044715f * x * x * x);
    }
}
