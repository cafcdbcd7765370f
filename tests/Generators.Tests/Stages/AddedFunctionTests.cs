// A function costs one record and one lowering. Here is one that the compiler has never heard of, the hyperbolic
// secant: these two are all that is written of it, and every stage has it, from the word in a definition to the kernel.
// And what every function of our own must have.
extern alias runtime;

using System.Runtime.CompilerServices;
using Kernels.Generators.Tests.Driving;
using Kernels.Lower;
using Kernels.Optimise;

namespace Kernels.Generators.Tests.Stages;

public class AddedFunctionTests
{
    /// <summary>No identity of the compiler names it, so it needs no name.</summary>
    const Op Sech = (Op)200;

    /// <summary>Before any test runs, for the tables are made once.</summary>
    [ModuleInitializer]
    internal static void Add()
    {
        FunctionTable.Add(new(Sech, "sech", x => 1 / Math.Cosh(x),
            (p, e, g) => [p.Neg(p.Mul(g, p.Mul(e, p.Apply(Op.Tanh, e[0]))))])
        {
            Words = ["App.Mathematics.Sech"],
            Big = new(x => 1 / BigFloat.Cosh(x), (x, r) => -r * BigFloat.Tanh(x),
                (x, r, s) => -s * BigFloat.Tanh(x) - r * r * r),
            Made = (p, e) => p.Div(p.Constant(1), p.Apply(Op.Cosh, e[0])),
            Range = new(0, 1),
            HasNoZeros = true,
        });
        Lowering.Functions[Sech] = (lowering, e) => 1 / lowering.Cosh(lowering.InTwoParts(e[0]));
    }

    /// <summary>The user's own method is the oracle.</summary>
    static Loaded Build(string expression) => new(Project.Of($$"""
        namespace App;

        public static class Mathematics
        {
            public static double Sech(double x) => 1 / Math.Cosh(x);
        }

        [Activation]
        public readonly partial struct Probe
        {
            static double Forward(double x) => {{expression}};
        }

        """).Build().ShouldBuild());

    [Theory, InlineData("Mathematics.Sech(x)"), InlineData("x * Mathematics.Sech(x)"),
        InlineData("Tanh(x) - 0.5 * Mathematics.Sech(2 * x + 1)")]
    public void Kernels_have_its_values_and_its_derivative_on_every_instruction_set(string expression)
        => Check.Kernels(Build(expression).All.Single());

    /// <summary>∞·0 is no number, and its growth knows that sech is the smaller.</summary>
    [Fact]
    public void Its_limits_are_known()
        => Assert.All(Loaded.Run(Build("x * Mathematics.Sech(x)").All.Single(), "ForwardWithDerivative",
            runtime::Kernels.Isa.Scalar, [float.NegativeInfinity, float.PositiveInfinity]),
            values => Assert.All(values, value => Assert.Equal(0, value)));

    /// <summary>Of 1 - sech x all digits cancel: the kernel has x²/2 there.</summary>
    [Fact]
    public void Its_power_series_is_known()
    {
        var pool = new ExprPool();
        var series = SeriesRules.Of(pool.Apply(Sech, pool.Input(0)), _ => PowerSeries.X, 1)!;
        double[] expected = [1, 0, -1.0 / 2, 0, 5.0 / 24];
        for (var power = 0; power < expected.Length; power++) Assert.Equal(expected[power], series[power], 1e-15);
        var kernel = Build("1 - Mathematics.Sech(x)").All.Single();
        foreach (var x in (float[])[1e-3f, -1e-4f, 1e-6f, 1e-18f])
        {
            var value = Loaded.Run(kernel, "Forward", runtime::Kernels.Isa.Scalar, [x])[0][0];
            Assert.Equal(1, value / (0.5 * x * x), 1e-6);
        }
    }

    [Fact]
    public void Its_range_is_known()
    {
        var pool = new ExprPool();
        var product = pool.Mul(3, pool.Apply(Sech, pool.Input(0)));
        Assert.Equal(new(0, 3), new Ranges(double.PositiveInfinity).Of(product));
    }

    [Theory, InlineData(0.3f), InlineData(-7.1f), InlineData(60f)]
    public void Its_derivatives_are_those_of_arbitrary_precision(float x)
    {
        var pool = new ExprPool();
        var formula = Body.From(pool.Apply(Sech, pool.Input(0)));
        var derived = Kernels.Differentiate.Differentiator.Again(formula.Differentiated(1), 1, default);
        var truth = BigEvaluator.Run(formula, (ReadOnlySpan<float>)[x], [], [], 200, order: 2, out _);
        double[] expected = [truth.Value.ToDouble(), truth.Slopes![0].ToDouble(), truth.Curvatures![0].ToDouble()];
        for (var order = 0; order < 3; order++)
            Assert.Equal(1, derived.At(x, output: order) / expected[order], 1e-13);
    }

    [Fact]
    public void Its_text_is_read_again()
    {
        var pool = new ExprPool();
        var formula = Body.From(pool.Apply(Sech, pool.Input(0)));
        Assert.Equal(formula, BodyText.Read(BodyText.Write(formula).Split('\n')));
    }

    /// <summary>Of the table of operations or of that of functions, and its name is its own.</summary>
    [Fact]
    public void Every_operation_has_a_row()
        => Assert.All(Enum.GetValues<Op>(),
            op => Assert.True(OpTable.TryParse(op.Row().Name, out var found) && found == op, op.ToString()));

    static IEnumerable<FunctionRow> Ours => FunctionTable.All.Where(function => Enum.IsDefined(function.Op));

    [Fact]
    public void Every_function_has_a_lowering()
    {
        Assert.True(Ours.Count() > 25);
        foreach (var function in Ours)
            foreach (var tier in (Tier[])[Tier.Fast, Tier.High])
            {
                var pool = new ExprPool();
                Expr[] inputs = [pool.Input(0), pool.Input(1)];
                var formula = Body.From(pool.Apply(function.Op, inputs[..function.Arity]));
                // An identity writes it out.
                if (function.Op == Op.LogRootSum) formula = formula.Stable();
                var lowered = Lowering.Run(formula, 2, tier, default);
                Assert.All(lowered.Instructions, each => Assert.NotEqual(Level.Formula, each.Op.Row().Level));
            }
    }

    /// <summary>Scalar code calls it, and what has a word is checked in arbitrary precision.</summary>
    [Fact]
    public void Every_function_has_a_method()
    {
        foreach (var function in Ours)
        {
            var type = typeof(runtime::Kernels.KernelMath).Assembly
                .GetType(function.Method[..function.Method.LastIndexOf('.')], throwOnError: true)!;
            Assert.NotNull(type.GetMethod(function.Word, [.. Enumerable.Repeat(typeof(double), function.Arity)]));
            Assert.Equal(function.Words.Count > 0, function.Big is not null);
        }
    }

    /// <summary>What it is made of has its values, wherever that has digits.</summary>
    [Fact]
    public void Every_function_is_what_it_is_made_of()
    {
        foreach (var function in Ours.Where(function => function.Made is not null))
        {
            var pool = new ExprPool();
            var e = pool.Node(function.Op, [.. new[] { pool.Input(0), pool.Input(1) }.Take(function.Arity)]);
            var made = Body.From(function.Made!(pool, e));
            foreach (var x in (double[])[-2.3, -0.4, 0.1, 0.7, 1.9])
                if (function.Value(x, 0.7) is var value && !double.IsNaN(value))
                    Assert.Equal(value, made.At(x), 1e-14);
        }
    }
}
