// Numbers that look random and are the same on every machine and in every build: an analyzer may have no others.
namespace Kernels.Ir;

internal sealed class Draws(int seed)
{
    long drawn;

    /// <summary>In [0, 1).</summary>
    public double NextDouble() => Philox.Uniform(Philox.Placed((uint)seed & 0xFFFFFF, drawn++));

    /// <summary>From 0 to below <paramref name="end"/>.</summary>
    public int Next(int end) => (int)(end * NextDouble());
}
