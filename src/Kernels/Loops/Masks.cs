// Parts of vectors, as the sums of rows load them. A masked load does not touch the lanes it leaves out (no
// fault at the end of a page), and gives zero there.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Kernels.Loops;

readonly unsafe struct Masked512(nuint count)
{
    readonly Vector512<float> mask =
        Vector512.LessThan(Vector512<int>.Indices, Vector512.Create((int)count)).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Load(ref readonly float origin, nuint i)
    {
        fixed (float* address = &origin) return Avx512F.MaskLoad(address + i, mask, Vector512<float>.Zero);
    }

    /// <summary>The lanes that are there, and 0 in the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Keep(Vector512<float> value) => value & mask;
}

readonly unsafe struct Masked256(nuint count)
{
    readonly Vector256<float> mask =
        Vector256.LessThan(Vector256<int>.Indices, Vector256.Create((int)count)).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Load(ref readonly float origin, nuint i)
    {
        if (!Avx.IsSupported) return LoadByElement(in origin, i);
        fixed (float* address = &origin) return Avx.MaskLoad(address + i, mask);
    }

    /// <summary>The lanes that are there, and 0 in the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Keep(Vector256<float> value) => value & mask;

    /// <summary>
    /// The same load where the processor has no masks: the sums of rows take vectors of eight everywhere.
    /// </summary>
    Vector256<float> LoadByElement(ref readonly float origin, nuint i)
    {
        var value = Vector256<float>.Zero;
        for (var lane = 0; lane < Vector256<float>.Count; lane++)
            if (mask.AsInt32()[lane] != 0)
                value = value.WithElement(lane, Unsafe.Add(ref Unsafe.AsRef(in origin), i + (nuint)lane));
        return value;
    }
}
