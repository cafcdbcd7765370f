namespace Kernels.Training;

/// <summary>
/// How many inputs a unit of a layer has, and how many units one of its inputs feeds. Libraries lay weights out
/// differently, so the layout is named where a fan is made.
/// </summary>
public readonly record struct Fan
{
    /// <param name="inputs">The connections into a unit.</param>
    /// <param name="outputs">The connections out of an input.</param>
    /// <exception cref="ArgumentOutOfRangeException">One is not positive.</exception>
    public Fan(long inputs, long outputs)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inputs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(outputs);
        (In, Out) = (inputs, outputs);
    }

    /// <summary>The connections into a unit.</summary>
    public long In { get; }

    /// <summary>The connections out of an input.</summary>
    public long Out { get; }

    /// <summary>Of a dense layer with weights [outputs, inputs], as PyTorch and ONNX Gemm (transB) have
    /// them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is not positive.</exception>
    public static Fan OutIn(int outputs, int inputs) => new(inputs, outputs);

    /// <summary>Of a dense layer with weights [inputs, outputs], as Keras and Flax have them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is not positive.</exception>
    public static Fan InOut(int inputs, int outputs) => new(inputs, outputs);

    /// <summary>
    /// Of a convolution with weights [outputs, inputs of a group, kernel…], as PyTorch and ONNX have them. The
    /// outputs of all groups count, as they do there.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive.</exception>
    public static Fan OutInKernel(int outputs, int inputs, params ReadOnlySpan<int> kernel)
        => new(Field(kernel) * inputs, Field(kernel) * outputs);

    /// <summary>Of a convolution with weights [kernel…, inputs, outputs], as Keras and Flax have them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive.</exception>
    public static Fan KernelInOut(ReadOnlySpan<int> kernel, int inputs, int outputs)
        => new(Field(kernel) * inputs, Field(kernel) * outputs);

    /// <summary>The number that a variance is divided by.</summary>
    /// <exception cref="ArgumentException">This is the default value, which has no connections.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The mode is none.</exception>
    public double Of(FanMode mode)
    {
        if (In == 0) throw new ArgumentException("A fan has connections: make it with a constructor.", "fan");
        return mode switch
        {
            FanMode.In => In,
            FanMode.Out => Out,
            FanMode.Average => 0.5 * (In + Out),
            _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "There is no such mode."),
        };
    }

    static long Field(ReadOnlySpan<int> kernel)
    {
        var field = 1L;
        foreach (var length in kernel)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length, nameof(kernel));
            field *= length;
        }
        return field;
    }
}
