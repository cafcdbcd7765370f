// What the stages do otherwise for definitions over rows: gradients are differentiated over columns and rows,
// and members are scheduled into passes.
using Kernels.Differentiate;
using Kernels.Emit;
using Kernels.Lower;
using Kernels.Optimise;
using Kernels.Schedule;
using Kernels.Analysis;

namespace Kernels.Generators;

internal static class RowPlan
{
    public static Derived Differentiate(Derived stable, CancellationToken cancellation)
    {
        var definition = stable.Activation.Definition;
        var formula = Differentiator.OverRows(stable.Formula, definition.Value, definition.Shapes,
            definition.Trainables, cancellation);
        if (definition.Integers.Count == 0) return stable with { Formula = formula };
        // A whole number has no gradient, whatever the formula makes of it.
        var pool = new ExprPool();
        return stable with
        {
            Formula = Body.From([.. formula.Load(pool)
                .Select((e, output) => definition.Integers.Contains(output - 1) ? pool.Constant(0) : e)]),
        };
    }

    /// <summary>Nothing where no member asks for it, or no gradient flows.</summary>
    public static Derived DifferentiateAgain(Derived settled, CancellationToken cancellation)
    {
        var definition = settled.Activation.Definition;
        if (!definition.Has(Member.Tangent) && !definition.Has(Member.BackwardBackward)) return settled;
        var curved = Differentiator.OverRowsAgain(settled.Formula, definition.Value, definition.Shapes, cancellation);
        return curved.InputsRead().Count > 0 ? settled with { Curved = curved } : settled;
    }

    public static DefinitionPlan Schedule(Derived settled, CancellationToken cancellation)
    {
        var (activation, definition) = (settled.Activation, settled.Activation.Definition);
        var names = SpanNames.For(activation.Inputs, activation.Parameters, definition.Trainables);
        var inputs = activation.Inputs
            .Select((name, i) => new Source(name, definition.Shapes[i], definition.Integers.Contains(i))).ToArray();
        var upstream = new Source(names.Upstream, definition.Value);
        var pool = new ExprPool();
        var finished = Pipeline.Finished(settled, cancellation);
        var formulas = finished.Formula.Load(pool);
        var (value, gradients) = (formulas[0], formulas.Skip(1).ToArray());
        Result[] variables =
        [
            .. names.Gradients.Zip(definition.Shapes, (name, shape) => new Result(name, TargetOf(shape))),
            .. names.Sums.Select(name => new Result(name, Target.Total)),
        ];
        // Nothing flows through a class or a mask: no gradient is made of it.
        var flowing = Enumerable.Range(0, gradients.Length).Where(i => !gradients[i].Is(0)).ToArray();
        Result[] results = [.. flowing.Select(i => variables[i])];
        var backward = flowing.Select(i => gradients[i]).ToArray();

        var kernels = new List<RowKernel>();
        void Add(
            Member member, Source[] sources, Result[] those, Body body, bool accumulate = false, bool isDouble = false)
        {
            if (definition.Has(member))
                kernels.Add(Scheduler.Run(member, accumulate, body, sources.ToEquatable(), those.ToEquatable(),
                    activation.Parameters, isDouble || definition.High, cancellation));
        }

        Result forward = new(names.Value, TargetOf(definition.Value));
        Add(Member.Forward, inputs, [forward], Body.From(value));
        if (flowing.Length > 0)
        {
            foreach (var accumulate in (bool[])[false, true])
                Add(Member.Backward, [.. inputs, upstream], results, Body.From(backward), accumulate);
            if (inputs.Length == 1 && results.Length == 1 && definition.Value == Shape.Element
                && RowFromOutput.Find(settled.Formula) is { } fromOutput)
                foreach (var accumulate in (bool[])[false, true])
                    Add(Member.BackwardFromOutput, [new(names.Value, Shape.Element), upstream],
                        results, fromOutput, accumulate);
            if (definition.Value == Shape.PerRow)
                Add(Member.ForwardWithGradient, inputs, [forward, .. results],
                    WithUnitGradient(Body.From([value, .. backward]), inputs.Length));
        }

        if (finished.Curved is { } curved)
        {
            // In double lanes: what cancels in second derivatives has digits to spare there, and nobody waits for them.
            int[] moving = [.. flowing.Where(i => i < inputs.Length)];
            Source[] Directions(EquatableArray<string> called)
                => [.. moving.Select(i => new Source(called[i], definition.Shapes[i]))];
            var second = curved.Load(pool);
            Add(Member.Tangent, [.. inputs, .. Directions(names.Gradients)],
                [new(names.Upstream, TargetOf(definition.Value))], WithoutUpstream(second[0], inputs.Length),
                isDouble: true);
            Add(Member.BackwardBackward, [.. inputs, upstream, .. Directions(names.Directions)],
                [.. moving.Select(i => variables[i]), new(names.UpstreamGradient, TargetOf(definition.Value))],
                Body.From([.. moving.Select(i => second[1 + i]), second[0]]), isDouble: true);
        }

        var inputNames = definition.Inputs.Append(names.Upstream.TrimStart('@')).ToArray();
        var parameterNames = definition.Parameters.Select(parameter => parameter.Name).ToArray();
        ResultForm result = new(
            Formula.Print(definition.Body.Load(new ExprPool())[0], inputNames, parameterNames),
            gradients.Select(gradient => Formula.Print(gradient, inputNames, parameterNames)).ToEquatable(),
            new([]), settled.Formula, settled.Formula, settled.Formula);
        return new(activation, new([result]), new([]), definition.High ? Lanes.Double : Lanes.Float)
        {
            Rows = kernels.ToEquatable()
        };
    }

    /// <summary>The passes of a member and the numbers between them, lowered.</summary>
    public static RowKernel Lower(RowKernel kernel, ActivationModel activation, CancellationToken cancellation)
    {
        var seeds = activation.Definition.Seeds.Select(i => activation.Parameters[i]).ToArray();
        return Lowered(kernel);

        RowKernel Lowered(RowKernel kernel)
        {
            var tier = kernel.IsDouble ? Tier.High : Tier.Fast;
            return kernel with
            {
                Passes = kernel.Passes.Select(pass => pass with
                {
                    Before = Numbers(pass.Before),
                    Elements = pass.Elements is { } elements ? Elements(elements, pass.Parameters, kernel, tier) : null,
                }).ToEquatable(),
                After = Numbers(kernel.After),
                Range = kernel.Range is { } range ? Numbers(range) : null,
                Rare = kernel.Rare is { } rare ? Lowered(rare) : null,
            };

            Scalars Numbers(Scalars scalars)
                => scalars with { Body = Lowering.Run(scalars.Body, scalars.Inputs.Count, tier, cancellation) };
        }

        // The upstream gradient, if it is there, is the last source.
        Kernel Elements(Kernel kernel, EquatableArray<string> parameters, RowKernel member, Tier tier)
        {
            var hasUpstream = member.Member is Member.Backward or Member.BackwardFromOutput
                && kernel.Sources.LastOrDefault() == member.Sources[member.Sources.Count - 1].Name;
            var drawn = parameters.Where(seeds.Contains).ToEquatable();
            return kernel with
            {
                Body = Lowering.Run(kernel.Body, kernel.Sources.Count - (hasUpstream ? 1 : 0), tier, cancellation),
                Seeds = drawn,
                Offset = drawn.Count > 0 ? "position" : null,
            };
        }
    }

    /// <summary>What the analyzer judges: the value and its gradients.</summary>
    public static CheckedRows Subject(ActivationModel activation, Promises promises, CancellationToken cancellation)
    {
        var settled = Pipeline.StabiliseDerivatives(
            Differentiate(Pipeline.Stabilise(activation, cancellation), cancellation), cancellation);
        var set = Pipeline.Lower(Schedule(settled, cancellation), cancellation);
        var formulas = settled.Formula.Load(new ExprPool());
        int[] flowing = [.. Enumerable.Range(1, formulas.Length - 1).Where(output => !formulas[output].Is(0))];
        return new(activation.Definition, settled.Formula, [.. activation.Parameters],
        [
            .. set.Rows.Where(kernel => kernel.Member is Member.Forward or Member.Backward && !kernel.Accumulate)
                .Select(kernel => new RowMember(kernel, kernel.Member == Member.Forward ? [0] : flowing)),
        ], promises);
    }

    /// <summary>The gradient of the sum of all values: what a loss begins backward with.</summary>
    static Body WithUnitGradient(Body body, int inputs)
    {
        var pool = new ExprPool();
        return Body.From(body.Load(pool,
            instruction => instruction.Op == Op.Input && instruction.Index == inputs ? pool.Constant(1) : null));
    }

    /// <summary>The inputs behind the upstream gradient, which is not read, move up.</summary>
    static Body WithoutUpstream(Expr e, int inputs)
    {
        var pool = new ExprPool();
        return Body.From(Body.From(e).Load(pool, instruction => instruction.Op == Op.Input && instruction.Index > inputs
            ? pool.Input(instruction.Index - 1, instruction.Shape) : null));
    }

    static Target TargetOf(Shape shape)
        => shape switch { Shape.Element => Target.Element, Shape.PerRow => Target.PerRow, _ => Target.PerColumn };
}
