namespace Kernels.Training;

/// <summary>What a unit is in a matrix of weights that lies row after row in a span.</summary>
public enum UnitAxis
{
    /// <summary>A row, as where weights are [outputs, inputs]: PyTorch.</summary>
    Rows,

    /// <summary>A column, as where weights are [inputs, outputs]: Keras, Flax.</summary>
    Columns,
}
