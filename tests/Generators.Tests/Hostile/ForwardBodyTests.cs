// Bodies of Forward that people might write: either they work, checked by running them, or they get one diagnostic.
extern alias runtime;

using Kernels.Generators.Tests.Driving;
using runtime::Kernels.Proof;

namespace Kernels.Generators.Tests.Hostile;

public class ForwardBodyTests
{
    public static IEnumerable<ITheoryDataRow> WorkingInPart
        => Extent.Of<ITheoryDataRow>(Working, nameof(ForwardBodyTests), 8);

    public static TheoryData<string, string> Working => new()
    {
        { "identity", "static double Forward(double x) => x;" },
        { "constant", "static double Forward(double x) => 1;" },
        { "unused input", "static double Forward(double x, double unused) => x * x;" },
        { "unused hyperparameter", "static double Forward(double x, double unused = 2) => x * x;" },
        { "slope zero", "static double Forward(double x) => Floor(x);" },
        { "naive silu", "static double Forward(double x) => x / (1 + Exp(-x));" },
        { "naive gelu", "static double Forward(double x) => 0.5 * x * (1 + Erf(x / Sqrt(2)));" },
        { "naive mish", "static double Forward(double x) => x * Tanh(Log(1 + Exp(x)));" },
        { "naive swish with a hyperparameter",
            "static double Forward(double x, double beta = 1.5) => x / (1 + Exp(-beta * x));" },
        { "block and locals",
            "static double Forward(double x) { var u = x * x; double v = u + 1, w = v * u; return w / v; }" },
        { "assigned local",
            "static double Forward(double x) { var y = x; y = y * 2; y += x; y -= 1; y *= 3; y /= 2; return y; }" },
        { "assigned parameter", "static double Forward(double x) { x = x * x; return x + 1; }" },
        { "if else", "static double Forward(double x) { if (x > 0) return x; else return 0.1 * x; }" },
        { "if chain", "static double Forward(double x) { if (x < -3) return 0; else if (x < 0) return -x; "
            + "else if (x < 3) { return x * x; } return x; }" },
        { "if assigns", "static double Forward(double x) { double y = 0; if (x > 0) { y = x; } "
            + "else if (x > -1) y = -x; return y; }" },
        { "partial returns",
            "static double Forward(double x) { if (x > 0) { if (x > 1) return 1; x = 2 * x; } return x; }" },
        { "local assigned on both branches",
            "static double Forward(double x) { double y; if (x > 0) y = x; else y = Exp(x) - 1; return y; }" },
        { "conditional", "static double Forward(double x) => x > 0 ? x : x < -1 ? -1 : Sin0(x); "
            + "static double Sin0(double u) => u * 0.5;" },
        { "switch expression", "static double Forward(double x) => x switch { > 3 => 3, < -3 => -3, _ => x };" },
        { "switch with when",
            "static double Forward(double x) => x switch { > 0 when x < 1 => x * x, var u when u > 0 => u, _ => 0 };" },
        { "switch on bool", "static double Forward(double x) => (x > 0) switch { true => x, false => -2 * x };" },
        { "switch with and, or, not",
            "static double Forward(double x) => x switch { > 0 and < 1 or > 2 => x, not (>= -1) => 1, _ => 0 };" },
        { "is pattern", "static double Forward(double x) => x is > 0 and < 1 ? x : 2 * x;" },
        { "is var", "static double Forward(double x) => x * x is var u && u > 1 ? u : x;" },
        { "is NaN", "static double Forward(double x) => x is double.NaN ? 0 : x;" },
        { "switch on NaN", "static double Forward(double x) => x switch { double.NaN => 0, _ => x * x };" },
        { "bool is true", "static double Forward(double x) => (x > 0) is true ? x : 0;" },
        { "equal masks", "static double Forward(double x) => (x > 0) == (x > 1) ? x : 0;" },
        { "unequal masks", "static double Forward(double x) => (x > 0) != (x > 1) ? x : 0;" },
        { "exclusive or of masks", "static double Forward(double x) => (x > 0) ^ (x > 1) ? x : 0;" },
        { "mask local",
            "static double Forward(double x) { bool inside = x > -1 && !(x > 1); return inside ? x : 0; }" },
        { "mask helper", "static double Forward(double x) => Inside(x) ? x : 0; "
            + "static bool Inside(double x) => x > -1 & x < 1 | x > 4;" },
        { "mask chosen", "static double Forward(double x) => (x > 2 ? x < 4 : x > -1) ? x : 0;" },
        { "constant mask", "static double Forward(double x) => true && x > 0 ? x : 0;" },
        { "constant condition", "const bool On = true; static double Forward(double x) => On ? x * x : x;" },
        { "dead branch with a constant", "static double Forward(double x) { if (1 > 2) return 5; return x; }" },
        { "hyperparameter in a condition",
            "static double Forward(double x, double knee = 1) => x > knee ? x : knee * x;" },
        { "condition on hyperparameters only",
            "static double Forward(double x, double mode = 1) => mode > 0.5 ? x : -x;" },
        { "choice of integers", "static double Forward(double x) => x > 0 ? 1 : 0;" },
        { "integers in a product", "static double Forward(double x) => x * (x > 0 ? 1 : "
            + "x switch { < -1 => 2, _ => 3 }) + (x > 1 ? 1f : 0.1f);" },
        { "sign", "static double Forward(double x) => x * Sign(x) + Sign(x - 100);" },
        { "constants of other types", "static double Forward(double x) => x * 2 + 1f + (byte)3 - 4L + 'a';" },
        { "const", "const double K = 1.0 / 3; const float F = 0.5f; const int N = 2; "
            + "static double Forward(double x) => K * x + F * N;" },
        { "exact integer division", "static double Forward(double x) => 4 / 2 * x;" },
        { "infinite constant", "static double Forward(double x) => Min(x, double.PositiveInfinity);" },
        { "NaN constant", "static double Forward(double x) => x > 5 ? double.NaN : x;" },
        { "huge constants", "static double Forward(double x) => x > 1e300 ? 0 : x + 1e-300;" },
        { "MathF-like constants", "static double Forward(double x) => Math.PI * x + Math.E;" },
        { "System.Math", "static double Forward(double x) => Math.Tanh(Math.Max(x, -Math.Abs(x)) * Math.Sqrt(2));" },
        { "double's own functions", "static double Forward(double x) => double.Tanh(x) + double.Abs(x);" },
        { "power", "static double Forward(double x) => Pow(x, 3) + Math.Pow(x, 2);" },
        { "named arguments",
            "static double Forward(double x) => F(b: x, a: 2); static double F(double a, double b) => a - b;" },
        { "default argument",
            "static double Forward(double x) => F(x); static double F(double a, double b = 3) => a * b;" },
        { "checked", "static double Forward(double x) => checked(x * 2 + 1);" },
        { "unchecked block-like", "static double Forward(double x) => unchecked(x + 1);" },
        { "checked statement", "static double Forward(double x) { checked { return x * 2 + 1; } }" },
        { "decimal constant", "static double Forward(double x) => x * (double)0.5m;" },
        { "500 own methods, one call each", "static double Forward(double x) => F0(x) + x; "
            + string.Concat(Enumerable.Range(0, 500).Select(i => $"static double F{i}(double u) => u * {i};")) },
        { "casts to double", "static double Forward(double x) => (double)x * (double)2;" },
        { "a million parentheses less some",
            "static double Forward(double x) => ((((((((((((((((((((x))))))))))))))))))));" },
        { "clamp and extremes", "static double Forward(double x) => Clamp(x, -1, 1) + Max(x, 0) - Min(0, x);" },
        { "extremes of two variables", "static double Forward(double x, double g) => Max(x, g) * Min(x, g);" },
        { "detach", "static double Forward(double x) => x + 0 * Detach(x);" },
        { "unary plus", "static double Forward(double x) => +x;" },
        { "not finite defaults", "static double Forward(double x, double a = double.NaN, "
            + "double b = double.PositiveInfinity, double c = -0.0) => x + c;" },
        { "default beyond float", "static double Forward(double x, double limit = 1e300) => Min(x, limit);" },
        { "default of double", "static double Forward(double x, double a = default) => x + a;" },
        { "integer default", "static double Forward(double x, double a = 3) => x * a;" },
        { "switch statement",
            "static double Forward(double x) { switch (x) { case > 0: return x; default: return 0.1 * x; } }" },
        { "switch statement, default first", "static double Forward(double x) { switch (x) { default: return x; "
            + "case < -1: return -1; case < 0: { return -x * x; } } }" },
        { "switch statement that assigns",
            "static double Forward(double x) { double y; switch (x) { case > 2: case < -2: y = x; break; "
                + "case > 0 when x * x < 1: y = 2 * x; break; default: y = x + 1; x = 3; break; } return y * x; }" },
        { "switch statement without default", "static double Forward(double x) { switch (x) { case var u when u > 1: "
            + "return u * u; case double.NaN: return 7; } return x; }" },
        { "switch statement, some return", "static double Forward(double x) { var y = 1.0; switch (x) { case > 1: "
            + "y = 2; break; case > 0: return x; case 0: break; } return y * x; }" },
        { "default shared with a case",
            "static double Forward(double x) { switch (x) { case > 1: default: return x; case > 0: return 2 * x; } }" },
        { "switch in a switch", "static double Forward(double x) { switch (x > 0) { case true: switch (x) { case > 3: "
            + "return 3; } break; case false: return x switch { < -3 => -3, _ => x }; } return x * 2; }" },
        { "switch on a bool",
            "static double Forward(double x) { switch (x > 1) { case true: return x * x; default: return x; } }" },
        { "switch nothing", "static double Forward(double x) { switch (x) { } return x; }" },
        { "switch on a hyperparameter", "static double Forward(double x, double mode = 2) { switch (mode) { case 1: "
            + "return x; case 2: return Tanh(x); default: return 0; } }" },
        { "is not a number", "static double Forward(double x) => double.IsNaN(x) ? 0 : double.IsInfinity(x) ? 1 : x;" },
        { "functions of double",
            "static double Forward(double x) => double.ExpM1(x / 10) + double.LogP1(x * x) + double.Exp2(x / 8);" },
        { "guards first", "static double Forward(double x) { if (double.IsNaN(x)) return x; if (x > 8) return x; "
            + "if (x < -8) return 0; var s = 1 / (1 + Math.Exp(-x)); return x * s; }" },
        { "clamped by hand",
            "static double Forward(double x) { var y = x; if (y > 1) y = 1; if (y < -1) y = -1; return y * y * y; }" },
        { "shadowed names", "static double Forward(double x) { var exp = Exp(x / 20); { var t = exp * 2; exp = t - 1; "
            + "} { var t = exp; return t + x; } }" },
        { "overloaded helpers", "static double Forward(double x) => F(x) + F(x, 2); "
            + "static double F(double u) => u * u; static double F(double u, double v) => u * v;" },
        { "helper over helper", "static double Forward(double x) => A(B(C(x))); static double A(double t) => t + 1; "
            + "static double B(double t) { if (t > 0) return t; return 0.1 * t; } "
            + "static double C(double t) => t switch { > 5 => 5, _ => t };" },
        { "swapped locals", "static double Forward(double x) { var a = x; var b = 2 * x; var t = a; a = b; "
            + "b = t; return a - 3 * b; }" },
        { "comparison of sums", "static double Forward(double x, double g) => x + g > 1 ? x * g : x - g;" },
        { "a chain of selects", "static double Forward(double x) => Select(x > 2, 2, Select(x < -2, -2, "
            + "Select(x == 0, 0, x * x * x / 4)));" },
        { "abs by root", "static double Forward(double x) => Math.Sqrt(x * x + 1e-6);" },
        { "base class constants", "static double Forward(double x) => x / double.E + Math.Tau * 0.1;" },
        { "nested branches merge", "static double Forward(double x) { double a = 1, b = 2; "
            + "if (x > 0) { if (x > 1) a = x; else b = x; } return a * b; }" },
        { "six inputs", "static double Forward(double a, double b, double c, double d, double e, double f) "
            + "=> a * b + c * d - e * f;" },
        { "nine inputs", "static double Forward(double a, double b, double c, double d, double e, double f, double g, "
            + "double h, double i) => a * b + c * d - e * f + g * h * i;" },
        { "empty statements", "static double Forward(double x) { ; ; { } return x; }" },
        { "NaN test by hand", "static double Forward(double x) => x != x ? 0 : x;" },
        { "reciprocal power", "static double Forward(double x) => 1 / (1 + x * x);" },
        { "log of square", "static double Forward(double x) => Log(1 + x * x);" },
    };

    [Theory, MemberData(nameof(WorkingInPart))]
    public void A_supported_body_compiles_and_matches_its_method(string what, string body)
    {
        var loaded = new Loaded(Project.Define(body).Build().ShouldBuild());
        Assert.True(loaded.All.Count == 1, what);
        Check.Kernels(loaded.All[0]);
    }

    public static TheoryData<string, string> Refused => new()
    {
        { "KRN0010", "static double Forward(double x) { for (var i = 0; i < 3; i++) x *= x; return x; }" },
        { "KRN0010", "static double Forward(double x) { while (x > 1) x /= 2; return x; }" },
        { "KRN0010", "static double Forward(double x) { foreach (var y in new[] { 1.0 }) x += y; return x; }" },
        { "KRN0010", "static double Forward(double x) { switch (x) { case > 0: if (x > 1) break; return x; default: "
            + "return 0; } return 1; }" },
        { "KRN0010", "static double Forward(double x) { switch (x) { case > 0: goto default; default: return 0; } }" },
        { "KRN0010", "static double Forward(double x) => x > 0 ? x : throw new ArgumentException();" },
        { "KRN0010", "static double Forward(double x) { if (x > 0) return x; throw new ArgumentException(); }" },
        { "KRN0010", "static double Forward(double x) { try { return x; } finally { } }" },
        { "KRN0010", "static double Forward(double x) { double F(double u) => u * 2; return F(x); }" },
        { "KRN0011", "static double Forward(double x) { return F(x); static double F(double u) => u * 2; }" },
        { "KRN0010", "static double Forward(double x) { Func<double, double> f = u => u * 2; return f(x); }" },
        { "KRN0010", "static double Forward(double x) => x % 2;" },
        { "KRN0010", "static double Forward(double x) => x++;" },
        { "KRN0010", "static double Forward(double x) { x++; return x; }" },
        { "KRN0010", "static double Forward(double x) { x %= 2; return x; }" },
        { "KRN0010", "static double Forward(double x) => (double)(decimal)x;" },
        { "KRN0010", "static double Forward(double x) => (float)x;" },
        { "KRN0010", "static double Forward(double x) { decimal d = 2; return x * (double)d; }" },
        { "KRN0010", "static double Forward(double x) { var d = 2m; return x; }" },
        { "KRN0010", "static double Forward(double x) { Span<double> s = stackalloc double[1]; return x; }" },
        { "KRN0010", "static double Forward(double x) { F(x, out var y); return y; } "
            + "static double F(double u, out double v) => v = u;" },
        { "KRN0011", "static double Forward(double x) => F(in x); static double F(in double u) => u;" },
        { "KRN0010", "static double Forward(double x) => F(x).Result; static async System.Threading.Tasks.Task<double> "
            + "F(double u) => await System.Threading.Tasks.Task.FromResult(u);" },
        { "KRN0012", "static double Forward(double x) => F(x); static double F(double u) => u > 0 ? G(u - 1) : u; "
            + "static double G(double u) => H(u); static double H(double u) => F(u);" },
        { "KRN0010", "static double Forward(double x) { int n = 2; return n / 3 * x; }" },
        { "KRN0010", "static readonly double K = 2; static double Forward(double x) => K * x;" },
        { "KRN0010", "static double k; static double Forward(double x) => k = x;" },
        { "KRN0010", "static double K => 2; static double Forward(double x) => K * x;" },
        { "KRN0010", "static double Forward(double x) { double y; return (y = x) + y; }" },
        { "KRN0010", "static double Forward(double x) => new[] { x }[0];" },
        { "KRN0010", "static double Forward(double x) => new System.Numerics.Complex(x, 0).Real;" },
        { "KRN0010", "static double Forward(double x) => (x, 1.0).Item1;" },
        { "KRN0010", "static double Forward(double x) => \"abc\".Length * x;" },
        { "KRN0010", "static double Forward(double x) => x is double d && d > 0 ? d : 0;" },
        { "KRN0010", "static double Forward(double x) { goto End; End: return x; }" },
        { "KRN0010", "static double Forward(double x) { dynamic d = x; return d; }" },
        { "KRN0010", "static double Forward(double x) { double? d = x; return d ?? 0; }" },
        { "KRN0010", "static double Forward(double x) { using var s = new System.IO.MemoryStream(); return x; }" },
        { "KRN0010", "static double Forward(double x) { lock (string.Empty) return x; }" },
        { "KRN0010", "static double Forward(double x) => (x, 0.0) switch { ( > 0, _) => x, _ => 0 };" },
        { "KRN0010", "static double Forward(double x) { ref var y = ref x; y = 2; return x; }" },
        { "KRN0010", "static double Forward(double x) { Console.WriteLine(x); return x; }" },
        { "KRN0010", "static double Forward(double x) { var (a, b) = (x, 2.0); return a * b; }" },
        { "KRN0011", "static double Forward(double x) => Math.Round(x);" },
        { "KRN0011", "static double Forward(double x) => Math.Log(x, 2);" },
        { "KRN0010", "static double Forward(double x) => x.CompareTo(0.0) * x;" },
        { "KRN0011", "static double Forward(double x) => Other.F(x); "
            + "static class Other { public static double F(double u) => u; }" },
        { "KRN0011", "static double Forward(double x) => F<int>(x); static double F<T>(double u) => u;" },
        { "KRN0011", "static double Forward(double x) => F(ref x); static double F(ref double u) => u;" },
        { "KRN0010", "static double Forward(double x) => Math.Max(1, 2) * x;" },
        { "KRN0012", "static double Forward(double x) => x > 0 ? x : Forward(x + 1);" },
        { "KRN0012", "static double Forward(double x) => F(x); static double F(double u) => G(u); "
            + "static double G(double u) => F(u);" },
        { "KRN0013", "static double Forward(double x) => 1 / 2 * x;" },
        { "KRN0013", "static double Forward(double x) => x + 7 / 2;" },
        { "KRN0013", "const int Two = 2; static double Forward(double x) => x * (1 / Two);" },
    };

    [Theory, MemberData(nameof(Refused))]
    public void An_unsupported_body_is_reported_at_its_place(string id, string body)
    {
        var project = Project.Define(body);
        var diagnostic = project.Build().ShouldRefuse(id);
        // The place is inside the declaration, and the sentence says what to do.
        Assert.InRange(diagnostic.Location.GetLineSpan().StartLinePosition.Line, 5, 8);
        Assert.True(diagnostic.GetMessage().Length > 30, diagnostic.GetMessage());
    }

    /// <summary>The remedy is one that applies there.</summary>
    [Theory]
    [InlineData("static double Forward(double x) => x * Math.Sign(x);", "KernelMath.Sign")]
    [InlineData("static double Forward(double x) => Math.Sign(x) > 0 ? x : 0;", "KernelMath.Sign")]
    [InlineData("static double Forward(double x) { double s = double.Sign(x); return s * x; }", "KernelMath.Sign")]
    [InlineData("static double Forward(double x) => (int)x;", "Floor")]
    [InlineData("static Row Forward(Row x) => x * x[1];", "Sum(Select(Equal(Index(x), 1), x, 0))")]
    [InlineData("static Row Forward(Row x) => x / x.Columns;", "Count(x)")]
    public void The_message_says_what_to_write_instead(string body, string remedy)
        => Assert.Contains(remedy, Project.Define(body).Build().ShouldRefuse("KRN0010").GetMessage());

    [Theory, InlineData("=> *&x;"), InlineData("{ double* p = &x; return *p; }"),
        InlineData("{ fixed (char* p = \"abc\") return x; }")]
    public void A_body_with_pointers_is_refused(string body) => Unsafe(body).ShouldRefuse("KRN0010");

    [Fact]
    public void A_method_marked_unsafe_compiles()
        => Check.Kernels(new Loaded(Unsafe("=> 2 * x;").ShouldBuild()).All[0]);

    static Outcome Unsafe(string body)
    {
        var project = Project.Define($"static unsafe double Forward(double x) {body}");
        return (project with { Options = project.Options.WithAllowUnsafe(true) }).Build();
    }
}
