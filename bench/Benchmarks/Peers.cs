// The functions of System.Numerics.Tensors that do what a kernel does: as one call, or composed of several.
using System.Numerics.Tensors;

namespace Kernels.Benchmarks;

/// <param name="IsComposed">Whether it takes several passes, because there is no such function.</param>
internal sealed record Peer(Action<Workload> Run, bool IsComposed = false);

internal static class Peers
{
    static readonly Dictionary<string, Peer> All = new()
    {
        ["Abs.Forward"] = new(work => TensorPrimitives.Abs<float>(work.Sources[0], work.Destinations[0])),
        ["Exp.Forward"] = new(work => TensorPrimitives.Exp<float>(work.Sources[0], work.Destinations[0])),
        ["Log.Forward"] = new(work => TensorPrimitives.Log<float>(work.Sources[0], work.Destinations[0])),
        ["Sqrt.Forward"] = new(work => TensorPrimitives.Sqrt<float>(work.Sources[0], work.Destinations[0])),
        ["Square.Forward"] =
            new(work => TensorPrimitives.Multiply<float>(work.Sources[0], work.Sources[0], work.Destinations[0])),
        ["Relu6.Forward"] = new(work => TensorPrimitives.Clamp(work.Sources[0], 0f, 6f, work.Destinations[0])),
        ["Hardtanh.Forward"] = new(work => TensorPrimitives.Clamp(work.Sources[0], -1f, 1f, work.Destinations[0])),
        ["Relu.Forward"] = new(work => TensorPrimitives.Max(work.Sources[0], 0f, work.Destinations[0])),
        ["Sigmoid.Forward"] = new(work => TensorPrimitives.Sigmoid(work.Sources[0], work.Destinations[0])),
        ["Tanh.Forward"] = new(work => TensorPrimitives.Tanh<float>(work.Sources[0], work.Destinations[0])),
        ["Silu.Forward"] = new(Silu, IsComposed: true),
        ["SwiGlu.Forward"] = new(SwiGlu, IsComposed: true),
        ["Softplus.Forward"] = new(Softplus, IsComposed: true),
        ["BiasRelu.Forward"] = new(BiasRelu, IsComposed: true),
        ["BiasSilu.Forward"] = new(BiasSilu, IsComposed: true),
        ["BiasTanh.Forward"] = new(BiasTanh, IsComposed: true),
        ["ReluResidual.Forward"] = new(ReluResidual, IsComposed: true),
    };

    /// <param name="member">Definition and kernel, as in Silu.Forward.</param>
    public static Peer? Of(string member) => All.GetValueOrDefault(member);

    static void Silu(Workload work)
    {
        var (x, y) = (work.Sources[0], work.Destinations[0]);
        TensorPrimitives.Sigmoid(x, y);
        TensorPrimitives.Multiply(x, y, y);
    }

    static void SwiGlu(Workload work)
    {
        var (x, gate, y) = (work.Sources[0], work.Sources[1], work.Destinations[0]);
        TensorPrimitives.Sigmoid(gate, y);
        TensorPrimitives.Multiply(gate, y, y);
        TensorPrimitives.Multiply(x, y, y);
    }

    static void Softplus(Workload work)
    {
        var (x, y) = (work.Sources[0], work.Destinations[0]);
        TensorPrimitives.Exp<float>(x, y);
        TensorPrimitives.LogP1<float>(y, y);
    }

    static void BiasRelu(Workload work)
    {
        var y = work.Destinations[0];
        TensorPrimitives.Add<float>(work.Sources[0], work.Sources[1], y);
        TensorPrimitives.Max(y, 0f, y);
    }

    static void BiasSilu(Workload work)
    {
        float[] y = work.Destinations[0], sum = Sum(work);
        TensorPrimitives.Sigmoid<float>(sum, y);
        TensorPrimitives.Multiply<float>(sum, y, y);
    }

    static void BiasTanh(Workload work)
    {
        var y = work.Destinations[0];
        TensorPrimitives.Add<float>(work.Sources[0], work.Sources[1], y);
        TensorPrimitives.Tanh<float>(y, y);
    }

    static void ReluResidual(Workload work)
    {
        var y = work.Destinations[0];
        TensorPrimitives.Max(work.Sources[0], 0f, y);
        TensorPrimitives.Add<float>(y, work.Sources[1], y);
    }

    /// <summary>x + bias in memory that is kept, as a caller would keep it.</summary>
    static float[] Sum(Workload work)
    {
        if (sum.Length != work.Length) sum = new float[work.Length];
        TensorPrimitives.Add<float>(work.Sources[0], work.Sources[1], sum);
        return sum;
    }

    static float[] sum = [];
}
