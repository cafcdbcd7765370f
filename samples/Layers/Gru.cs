using System.Numerics.Tensors;
using Kernels.Recurrent;
using Kernels.Training;

namespace Samples.Layers;

/// <summary>
/// A layer of gated recurrent units over sequences: the matrix products around <see cref="GruCell"/>. Rows of step t
/// lie together, step by step, so that a step is one slice and the products with the inputs are one for all steps.
/// Cho et al. 2014, with the reset gate behind the product with the state, as cuDNN has it.
/// </summary>
/// <remarks>Sequences of other lengths are padded behind their end: what stands there cannot reach what is before.
/// </remarks>
public sealed class Gru
{
    const int Reset = 0, Update = 1, Candidate = 2, Gates = 3;

    readonly Weights[] fromInput, fromState, biases;
    readonly float[][] gates = [[], [], []];
    float[] products = [], states = [], carry = [];
    int steps, rows;

    /// <summary>Weights of variance 1/inputs, and orthogonal ones for the state.</summary>
    /// <param name="inputs">Inputs of a row.</param>
    /// <param name="units">States of a row.</param>
    /// <param name="optimiser">What steps the weights.</param>
    /// <param name="seed">Of the first weights; each matrix has one of its own.</param>
    public Gru(int inputs, int units, Optimiser optimiser, ulong seed)
    {
        (Inputs, Units) = (inputs, units);
        fromInput = [.. Three(inputs * units)];
        fromState = [.. Three(units * units)];
        biases = [.. Three(units)];
        for (var gate = 0; gate < Gates; gate++)
        {
            Initialise.LeCun(fromInput[gate].Values, Fan.InOut(inputs, units), seed + (ulong)gate);
            Initialise.Orthogonal(fromState[gate].Values, units, units, seed + (ulong)(Gates + gate));
        }

        IEnumerable<Weights> Three(int count)
            => Enumerable.Range(0, Gates).Select(_ => new Weights(count, optimiser));
    }

    /// <summary>Inputs of a row.</summary>
    public int Inputs { get; }

    /// <summary>States of a row.</summary>
    public int Units { get; }

    /// <summary>All weights.</summary>
    public IEnumerable<Weights> Weights => [.. fromInput, .. fromState, .. biases];

    /// <summary>The states behind each step: [steps, rows, units].</summary>
    public ReadOnlySpan<float> States => states.AsSpan(rows * Units, steps * rows * Units);

    /// <summary>
    /// The norms of the gradients by the states, step by step, which <see cref="Backward"/> has found: they show how
    /// fast a gradient vanishes, or explodes, on its way to the first step.
    /// </summary>
    public IReadOnlyList<double> StepNorms { get; private set; } = [];

    /// <summary>Computes <see cref="States"/>.</summary>
    /// <param name="x">[steps, rows, inputs].</param>
    /// <param name="first">The states before the first step, [rows, units]; all 0 where it is empty.</param>
    /// <param name="rows">The number of sequences.</param>
    public void Forward(ReadOnlySpan<float> x, ReadOnlySpan<float> first, int rows)
    {
        this.rows = rows;
        steps = x.Length / (rows * Inputs);
        var (step, all) = (rows * Units, steps * rows * Units);
        Grow(ref states, all + step);
        Grow(ref products, all);
        if (first.IsEmpty) states.AsSpan(0, step).Clear();
        else first.CopyTo(states);
        for (var gate = 0; gate < Gates; gate++)
        {
            Grow(ref gates[gate], all);
            var sums = gates[gate].AsSpan(0, all);
            Dense.Forward(x, fromInput[gate].Values, biases[gate].Values, sums, Inputs, Units);
        }
        for (var at = 0; at < all; at += step)
        {
            var h = states.AsSpan(at, step);
            Product.Of(h, fromState[Reset].Values, Of(Reset, at), rows, Units, Units, accumulate: true);
            Product.Of(h, fromState[Update].Values, Of(Update, at), rows, Units, Units, accumulate: true);
            var product = products.AsSpan(at, step);
            Product.Of(h, fromState[Candidate].Values, product, rows, Units, Units);
            GruCell.Forward(Of(Reset, at), Of(Update, at), Of(Candidate, at), product, h,
                states.AsSpan(at + step, step));
        }
    }

    /// <summary>Writes the gradients of the weights; what <see cref="Forward"/> has kept is written over.</summary>
    /// <param name="x">The inputs of <see cref="Forward"/>.</param>
    /// <param name="dy">The gradient that arrives at each state from outside; it is written over.</param>
    /// <param name="dx">Receives the gradient by the inputs.</param>
    /// <param name="dfirst">Receives the gradient by the states before the first step; it may be empty.</param>
    public void Backward(ReadOnlySpan<float> x, Span<float> dy, Span<float> dx, Span<float> dfirst)
    {
        var (step, all) = (rows * Units, steps * rows * Units);
        Grow(ref carry, step);
        var back = carry.AsSpan(0, step);
        back.Clear();
        var norms = new double[steps];
        for (var at = all - step; at >= 0; at -= step)
        {
            var dh = dy.Slice(at, step);
            TensorPrimitives.Add(dh, back, dh);
            norms[at / step] = new GradientNorm().Add(dh);
            var product = products.AsSpan(at, step);
            GruCell.Backward(Of(Reset, at), Of(Update, at), Of(Candidate, at), product, states.AsSpan(at, step), dh,
                Of(Reset, at), Of(Update, at), Of(Candidate, at), product, back);
            Product.OfTransposedRight(Of(Reset, at), fromState[Reset].Values, back, rows, Units, Units, true);
            Product.OfTransposedRight(Of(Update, at), fromState[Update].Values, back, rows, Units, Units, true);
            Product.OfTransposedRight(product, fromState[Candidate].Values, back, rows, Units, Units, true);
        }
        StepNorms = norms;
        if (!dfirst.IsEmpty) back.CopyTo(dfirst);
        var before = states.AsSpan(0, all);
        for (var gate = 0; gate < Gates; gate++)
        {
            var sums = gates[gate].AsSpan(0, all);
            var behind = gate == Candidate ? products.AsSpan(0, all) : sums;
            Product.OfTransposedLeft(before, behind, fromState[gate].Gradients, Units, steps * rows, Units);
            Product.OfTransposedLeft(x, sums, fromInput[gate].Gradients, Inputs, steps * rows, Units);
            Product.OfTransposedRight(sums, fromInput[gate].Values, dx, steps * rows, Units, Inputs, gate > 0);
            Dense.SumRows(sums, biases[gate].Gradients);
        }
    }

    Span<float> Of(int gate, int at) => gates[gate].AsSpan(at, rows * Units);

    static void Grow(ref float[] buffer, int length)
    {
        if (buffer.Length < length) buffer = new float[length];
    }
}
