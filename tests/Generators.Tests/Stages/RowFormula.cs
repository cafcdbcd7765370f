// Definitions over rows for tests: read by the real reader, run row by row in double precision at any stage.
using Kernels.Differentiate;
using Kernels.Generators.Discover;
using Kernels.Generators.Tests.Driving;
using Kernels.Stabilise;

namespace Kernels.Generators.Tests.Stages;

internal sealed record RowFormula(ActivationModel Activation, Body Body)
{
    /// <summary>The formula of a method, as it is written.</summary>
    public static RowFormula Read(string forward)
    {
        var compilation = Project.Define(forward).Compile();
        var discovery = DefinitionReader.Read(compilation.GetTypeByMetadataName("App.Probe")!, compilation, default);
        Assert.True(discovery.Model is not null,
            $"{forward}: {string.Join(", ", discovery.Problems.Select(problem => problem.Descriptor.Id))}");
        return new(discovery.Model, discovery.Model.Definition.Body);
    }

    public RowFormula Stable() => this with { Body = Stabiliser.Run(Body, default) };

    /// <summary>
    /// The value and the gradient for each input; the upstream gradient is the input behind the others.
    /// </summary>
    public RowFormula Differentiated()
        => this with
        {
            Body = Differentiator.OverRows(Body, Activation.Definition.Value, Activation.Definition.Shapes,
                Activation.Definition.Trainables, default)
        };

    public string Print(int output = 0)
        => Formula.Print(Body.Load(new ExprPool())[output],
            [.. Activation.Inputs.Append("dy")], [.. Activation.Parameters]);

    /// <summary>An output for one row of inputs, each a value a column or one value.</summary>
    public double[] At(double[][] inputs, int output = 0)
    {
        var columns = inputs.Max(input => input.Length);
        var values = new double[Body.Instructions.Count][];
        for (var i = 0; i < values.Length; i++)
        {
            var instruction = Body.Instructions[i];
            double[] Of(int operand) => operand < 0 ? [0] : values[operand];
            var (a, b, c) = (Of(instruction.A), Of(instruction.B), Of(instruction.C));
            values[i] = instruction.Op switch
            {
                Op.Constant => [instruction.Constant],
                Op.Input => inputs[instruction.Index],
                Op.Parameter => [Activation.Definition.Parameters[instruction.Index].Default],
                Op.Count => [columns],
                Op.Index => [.. Enumerable.Range(0, columns).Select(column => (double)column)],
                Op.Sum => [Wide(a).Sum()],
                Op.RowMax => [a.Max()],
                Op.RowMin => [a.Min()],
                Op.LogSumExp => [LogSumExp(Wide(a))],
                Op.Softmax => [.. Wide(a).Select(x => Math.Exp(x - LogSumExp(Wide(a))))],
                var op => [.. Enumerable.Range(0, Math.Max(a.Length, Math.Max(b.Length, c.Length)))
                    .Select(k => Interpreter.Apply(op, a[k % a.Length], b[k % b.Length], c[k % c.Length]))],
            };
        }
        return values[Body.Outputs[output]];

        double[] Wide(double[] x) => x.Length == columns ? x : [.. Enumerable.Repeat(x[0], columns)];
    }

    static double LogSumExp(double[] x) => x.Max() + Math.Log(x.Sum(value => Math.Exp(value - x.Max())));
}
