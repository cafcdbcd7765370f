// The IR itself: shared nodes, flat equality, text and back, and the algebra that every stage relies on.
namespace Kernels.Generators.Tests.Stages;

public class IntermediateRepresentationTests
{
    [Fact]
    public void Equal_nodes_are_shared()
    {
        var pool = new ExprPool();
        var (x, g) = (pool.Input(0), pool.Input(1));
        Assert.Same(pool.Mul(x, g), pool.Mul(x, g));
        Assert.NotSame(pool.Mul(x, g), pool.Mul(g, x));
        Assert.NotSame(pool.Constant(0), pool.Constant(-0.0));
        Assert.Same(pool.Constant(double.NaN), pool.Constant(double.NaN));
        Assert.NotSame(pool.Input(0), pool.Parameter(0));
        Assert.Equal(x.Shape | g.Shape, pool.Add(x, g).Shape);
    }

    /// <summary>As a tree this has 2^60 nodes; every operation on it must see 60.</summary>
    [Fact]
    public void A_shared_node_is_processed_once()
    {
        Body Tower()
        {
            var pool = new ExprPool();
            return Body.From(Enumerable.Range(0, 60).Aggregate(pool.Input(0), (e, _) => pool.Add(e, e)));
        }

        var (a, b) = (Tower(), Tower());
        Assert.Equal(a, b);
        Assert.Equal(a.GetHashCode(), b.GetHashCode());
        Assert.Equal(61, a.Instructions.Count);
        Assert.Equal(Math.Pow(2, 60), a.At(1));
        Assert.EndsWith("…", a.Print());
        Assert.True(a.Stable().Differentiated(1).Instructions.Count < 200);
    }

    public static TheoryData<string> Formulas
        => ["x", "1", "x * g", "x > 0 ? x : 0.01 * x", "Max(x, -0.0) + 1e-300 * g",
            "x > g && !(x < 0) || x == 1 ? double.NaN : double.NegativeInfinity", "Clamp(x, -1, 1) * Detach(g)",
            "Tanh(Softplus(x)) / Sqrt(g)"];

    [Theory, MemberData(nameof(Formulas))]
    public void A_body_round_trips_through_text(string expression)
    {
        var body = Shorthand.Read(expression);
        var read = BodyText.Read(body.ToString().Split('\n'));
        Assert.Equal(body.ToString(), read.ToString());
        Assert.Equal(body, read);
        Assert.Equal(body, Body.From(body.Load(new ExprPool())));
    }

    [Fact]
    public void A_definition_round_trips_through_text()
    {
        var definition = new Definition("A.B", new(["x", "gate"]),
            new([new("slope", -0.0), new("limit", double.PositiveInfinity), new("k", 5e-324)]), IsPublic: true,
            Stabilise: false, High: true, 0.5, 1e300, Shorthand.Read("x * g"));
        Assert.Equal(definition, Definition.Read(definition.Write()));
    }

    [Theory, InlineData("%0 = input 0"), InlineData("%0 = input\nreturn %0"), InlineData("%0 = neg %0\nreturn %0"),
        InlineData("%0 = add %1 %2\nreturn %0"), InlineData("return %0"), InlineData("return x"),
        InlineData("%0 = const 1,5\nreturn %0"), InlineData("hello")]
    public void Damaged_text_is_refused(string text)
        => Assert.Throws<FormatException>(() => BodyText.Read(text.Split('\n')));

    public static TheoryData<string, string> Algebra => new()
    {
        { "x + 0", "x" }, { "0 + x", "x" }, { "x - 0", "x" }, { "0 - x", "-x" }, { "x * 1", "x" }, { "-1 * x", "-x" },
        { "x / 1", "x" }, { "- -x", "x" }, { "x + -g", "x - g" }, { "-x + g", "g - x" },
        { "x - -g", "x + g" }, { "-(x - g)", "g - x" }, { "-x * g", "-(x·g)" }, { "-x * -g", "x·g" },
        { "2 * 3 * x", "6·x" }, { "x - 2", "-2 + x" }, { "x - -2 * g", "x + 2·g" }, { "-(2 * x)", "-2·x" },
        { "true ? x : g", "x" }, { "x > 0 ? g : g", "g" }, { "!(x > 0) ? x : g", "x > 0 ? g : x" },
        { "x > 0 ? (x > 0 ? 1 : 2) : 3", "x > 0 ? 1 : 3" }, { "Detach(Detach(x))", "detach(x)" }, { "Pow(x, 1)", "x" },
        { "Pow(x, 0.5)", "sqrt(x)" }, { "Pow(x, 4)", "x·x·x·x" },
        { "Pow(x, 0)", "1" }, { "Pow(x, -1)", "1/x" }, { "Pow(x, 6)", "pow(x, 6)" }, { "Pow(x, 2.5)", "pow(x, 2.5)" },
        { "2 + 3 * 4.0", "14" }, { "Sigmoid(0)", "0.5" }, { "Exp(0) * x", "x" },
        { "true && x > 0 ? x : 0", "x > 0 ? x : 0" }, { "false || x > 0 ? x : 0", "x > 0 ? x : 0" },
        { "x >= 3 ? (x <= -3 ? 0 : 1) : 2", "x >= 3 ? 1 : 2" }, { "x > 3 ? (x > 1 ? 0 : 1) : 2", "x > 3 ? 0 : 2" },
        { "x <= -3 ? 0 : x < -4 ? 1 : 2", "x <= -3 ? 0 : 2" },
        { "x > 2 ? 0 : x > 2 ? 1 : x >= 3 ? 2 : 3", "x > 2 ? 0 : 3" },
        // Not decided: another value, a range that overlaps, an end, and NaN, for which no comparison holds
        { "x > 3 ? (g > 1 ? 0 : 1) : 2", "x > 3 ? (g > 1 ? 0 : 1) : 2" },
        { "x > 1 ? (x > 3 ? 0 : 1) : 2", "x > 1 ? (x > 3 ? 0 : 1) : 2" },
        { "x > 3 ? 0 : x >= 3 ? 1 : 2", "x > 3 ? 0 : x >= 3 ? 1 : 2" },
        { "x > 3 ? 0 : x < 4 ? 1 : 2", "x > 3 ? 0 : x < 4 ? 1 : 2" },
        // Not simplified: each would change a NaN, an infinity or a signed zero
        { "0 * x", "0·x" }, { "x - x", "x - x" }, { "x / x", "x/x" }, { "x == x ? 1 : 0", "x = x ? 1 : 0" },
    };

    [Theory, MemberData(nameof(Algebra))]
    public void Only_simplifications_that_hold_for_every_value_are_made(string expression, string form)
        => Assert.Equal(form, Shorthand.Read(expression).Print());

    /// <summary>0·h would be NaN where the branch that is not taken overflows.</summary>
    [Fact]
    public void A_factor_moves_into_a_conditional_with_a_zero_branch()
    {
        var pool = new ExprPool();
        var (x, g) = (pool.Input(0), pool.Input(1));
        var choice = pool.Select(pool.Node(Op.Gt, x, pool.Constant(0)), pool.Constant(0), pool.Constant(1));
        Assert.Equal("x > 0 ? 0 : g", Formula.Print(pool.Mul(choice, g), ["x", "g"], [], "y"));
    }

    [Fact]
    public void Every_operation_of_a_formula_can_be_interpreted()
    {
        foreach (var op in Enum.GetValues<Op>()
            .Where(op => op.Row() is { Level: not Level.Primitive, Arity: > 0 } && !op.IsOverRow()))
            Assert.False(double.IsNaN(Interpreter.Apply(op, 0.5, 0.25, 0.75)), op.ToString());
        Assert.Throws<InvalidOperationException>(() => Interpreter.Apply(Op.Fma, 1, 1, 1));
    }

    public static TheoryData<string, string> Printed => new()
    {
        { "(x + g) * x", "(x + g)·x" }, { "x + g * x", "x + g·x" }, { "x / (g * x)", "x/(g·x)" },
        { "x / g / x", "x/g/x" }, { "x - (g - x)", "x - (g - x)" },
        { "-(x + g)", "-(x + g)" }, { "Abs(x - g)", "|x - g|" },
        { "x > 0 && g > 0 ? x : g", "and(x > 0, g > 0) ? x : g" }, { "(x > 0 ? x : g) + 1", "1 + (x > 0 ? x : g)" },
        { "x * -2.5", "-2.5·x" }, { "Exp(x) * Log1P(g)", "exp(x)·log1p(g)" }, { "Max(x, 1e-7)", "max(1E-07, x)" },
    };

    [Theory, MemberData(nameof(Printed))]
    public void A_formula_is_printed_as_people_write_it(string expression, string text)
        => Assert.Equal(text, Shorthand.Read(expression).Print());
}
