// What a definition may not say, and what is wrong with one that can be compiled: one row each, with the remedy in the sentence. docs/diagnostics.md is made from
// these and AnalyzerReleases.Unshipped.md.
using Microsoft.CodeAnalysis;

namespace Kernels.Generators.Diagnostics;

internal static class Descriptors
{
    public static readonly DiagnosticDescriptor NotPartialStruct = Error("KRN0001", "An activation is a partial struct",
        "'{0}' must be a partial struct: declare it 'readonly partial struct {0}'");

    public static readonly DiagnosticDescriptor Generic = Error("KRN0002", "An activation is not generic",
        "'{0}' is generic or lies in a generic type; nothing in a definition can depend on a type parameter, so move it out");

    public static readonly DiagnosticDescriptor NotAccessible = Error("KRN0003", "An activation can be named in its assembly",
        "'{0}' cannot be named by the generated catalogue: make it and the types around it internal or public");

    public static readonly DiagnosticDescriptor ContainerNotPartial = Error("KRN0004", "Types around an activation are partial",
        "The type '{0}' around an activation must be partial, so that the generated half can be placed in it");

    public static readonly DiagnosticDescriptor NoForward = Error("KRN0005", "An activation has one Forward method",
        "'{0}' needs exactly one method 'static double Forward(double x)' with a body: it is the mathematics; it may return a tuple, and be called 'Step' where it has no gradient");

    public static readonly DiagnosticDescriptor BadParameter = Error("KRN0006", "Parameters of Forward are doubles",
        "The parameter '{0}' must be a plain 'double': an input has no default value, a hyperparameter has one");

    public static readonly DiagnosticDescriptor NoInput = Error("KRN0007", "An activation has an input",
        "'{0}.Forward' has only parameters with default values, which are hyperparameters: the first needs none, it is the input");

    public static readonly DiagnosticDescriptor BadBound = Error("KRN0008", "An error bound is a positive number",
        "{0} must be a positive number of ULP");

    public static readonly DiagnosticDescriptor NameTaken = Error("KRN0009", "The names of generated members are free",
        "'{0}' already has a member '{1}', which is the name of a generated one: rename it");

    public static readonly DiagnosticDescriptor Unsupported = Error("KRN0010", "A definition is made of mathematics",
        "A definition cannot contain {0}: {1}");

    public static readonly DiagnosticDescriptor UnknownCall = Error("KRN0011", "A definition calls the vocabulary",
        "A definition cannot call '{0}': use KernelMath, a static double method of its own type, or another activation's Forward");

    public static readonly DiagnosticDescriptor Recursion = Error("KRN0012", "A definition does not call itself",
        "'{0}' calls itself, directly or through another method; a definition is inlined, so it must end");

    public static readonly DiagnosticDescriptor IntegerDivision = Error("KRN0013", "A definition divides numbers, not integers",
        "'{0}' divides integers and drops the remainder: write one of them as a double, as in 1.0/2");

    public static readonly DiagnosticDescriptor TooLarge = Error("KRN0014", "A definition has a reasonable size",
        "The definition has more than {0}: {1}");

    public static readonly DiagnosticDescriptor UnreadableDefinition = Error("KRN0015", "A referenced definition can be read",
        "'{0}' comes from an assembly whose definition cannot be read ({1}): build it with this version of Kernels");

    public static readonly DiagnosticDescriptor OldLanguage = Error("KRN0016", "Kernels are generated as C# 14",
        "The kernels of '{0}' are generated as C# 14, which this project turns off: remove LangVersion from the project, or raise it");

    public static readonly DiagnosticDescriptor TrainableInput = Error("KRN0017", "A trainable parameter has a default value",
        "The parameter '{0}' is one value for all elements, so it needs a default value, as in '[Trainable] double {0} = 1'; an input always has a gradient");

    public static readonly DiagnosticDescriptor BadSeed = Error("KRN0018", "A seed is a parameter of its own",
        "Uniform takes a parameter that nothing else uses, as in 'double {0} = 0', its default a whole number from 0 to 16777216; two independent numbers take two");

    public static readonly DiagnosticDescriptor BadRowParameter = Error("KRN0019", "Parameters of a definition over rows",
        "'{0}': a definition over rows takes 'Row x', '[PerColumn] Row weight', '[PerRow] double scale' and hyperparameters with default values; one without rows takes '[PerColumn] double bias' beside 'double x'");

    public static readonly DiagnosticDescriptor RandomRow = Error("KRN0020", "Rows are not random",
        "'{0}' draws random numbers in a definition over rows, where Uniform is one number for all columns: do it in a definition of elements");

    public static readonly DiagnosticDescriptor RowResult = Error("KRN0021", "A definition over rows has one result",
        "'{0}' is over rows: its method is called 'Forward' and returns one 'Row' or 'double'; several results and 'Step' are for definitions of elements");

    public static readonly DiagnosticDescriptor ValueBroken = Warning("KRN2001", "A value keeps its promised bound",
        "'{0}' promises {1} ULP, but its {2} at {3} is {4}, in truth {5}: {6} ULP");

    public static readonly DiagnosticDescriptor GradientBroken = Warning("KRN2002", "A derivative keeps its promised bound",
        "'{0}' promises {1} ULP of its derivative, but its {2} at {3} is {4}, in truth {5}: {6} ULP");

    public static readonly DiagnosticDescriptor NotANumber = Warning("KRN2003", "A result is a number where the formula has one",
        "'{0}' has no right {1} at {2}: it is {3}, in truth {4}; write the formula so that nothing overflows or cancels there, or ask for Accuracy.High");

    public static readonly DiagnosticDescriptor NotDifferentiable = Warning("KRN2004", "A formula has a derivative, or a convention for it",
        "'{0}' is not differentiable at {1}, and no convention says what its derivative is there: {2}");

    public static readonly DiagnosticDescriptor NoEffect = Warning("KRN2005", "A parameter has an effect",
        "The parameter '{0}' has no effect on the value or its derivatives: use it, or remove it");

    public static readonly DiagnosticDescriptor ConstantOutOfRange = Warning("KRN2006", "A constant is within the range of floats",
        "The kernels compute in floats, where {0} is {1}: scale the formula, or ask for Accuracy.High");

    public static readonly DiagnosticDescriptor NaiveForm = new("KRN3001", "A stable form has a name",
        "This is {0}, which keeps its digits in C# too: the kernels are made from it in any case", "Kernels", DiagnosticSeverity.Info, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor[] All =
    [
        NotPartialStruct, Generic, NotAccessible, ContainerNotPartial, NoForward, BadParameter, NoInput, BadBound, NameTaken,
        Unsupported, UnknownCall, Recursion, IntegerDivision, TooLarge, UnreadableDefinition, OldLanguage, TrainableInput, BadSeed, BadRowParameter, RandomRow, RowResult,
        ValueBroken, GradientBroken, NotANumber, NotDifferentiable, NoEffect, ConstantOutOfRange,
        NaiveForm,
    ];

    static DiagnosticDescriptor Error(string id, string title, string message)
        => new(id, title, message, "Kernels", DiagnosticSeverity.Error, isEnabledByDefault: true);

    static DiagnosticDescriptor Warning(string id, string title, string message)
        => new(id, title, message, "Kernels", DiagnosticSeverity.Warning, isEnabledByDefault: true);
}
