// The numbers of several short rows as elements of their own: what is computed once a row, a root and a quotient or two, takes as long
// as a short row's elements do where it is computed row by row.
using Kernels.Optimise;
using Kernels.Schedule;

namespace Kernels.Emit.Cpu;

/// <param name="Scalars">What is computed.</param>
/// <param name="Kernel">The same for as many rows as a vector has lanes.</param>
/// <param name="Parameters">The parameters of the definition, and the number of columns behind them.</param>
internal sealed record RowNumbers(Scalars Scalars, Kernel Kernel, EquatableArray<string> Parameters)
{
    /// <summary>The name of the number of columns in the kernel.</summary>
    const string Columns = "columnCount";

    /// <summary>Of the forms that take several rows at once in float lanes.</summary>
    public static IEnumerable<RowNumbers> Of(RowKernel kernel, EquatableArray<string> parameters)
    {
        if (kernel.Form != RowForm.Float) yield break;
        for (var pass = 0; pass < kernel.Passes.Count; pass++)
            if (kernel.Passes[pass].Before is { Names.Count: > 0 } before) yield return Made(kernel, before, pass + 1, parameters);
        if (kernel.Range is { } range) yield return Made(kernel, range, kernel.Passes.Count + 1, parameters);
    }

    static RowNumbers Made(RowKernel kernel, Scalars scalars, int pass, EquatableArray<string> parameters)
    {
        var pool = new ExprPool();
        var spans = scalars.Inputs.Where(name => name != Scheduler.Columns).ToArray();
        var values = scalars.Body.Load(pool, instruction => instruction.Op != Op.Input ? null
            : scalars.Inputs[instruction.Index] is var name && name == Scheduler.Columns ? pool.Parameter(parameters.Count) : pool.Input(Array.IndexOf(spans, name)));
        return new(
            scalars, new(kernel.Member, spans.ToEquatable(), scalars.Names, Accumulate: false, Body.From(values)) { Pass = pass, IsOfRows = true },
            parameters.Append(Columns).ToEquatable());
    }
}
