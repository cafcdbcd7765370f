// What a definition may not say, and what is wrong with one that can be compiled: one row each. A message says what is
// wrong, where, and what to write instead. docs/diagnostics.md is made from these.
using Microsoft.CodeAnalysis;

namespace Kernels.Generators.Diagnostics;

internal static class Descriptors
{
    public static readonly DiagnosticDescriptor NotPartialStruct = Error("KRN0001", "A definition is a partial struct",
        "'{0}' must be a partial struct: declare it 'readonly partial struct {0}'");

    public static readonly DiagnosticDescriptor Generic = Error("KRN0002", "A definition is not generic",
        "'{0}' is generic or lies in a generic type, and kernels cannot depend on a type parameter: move it "
            + "out of the generic type");

    public static readonly DiagnosticDescriptor NotAccessible = Error("KRN0003",
        "A definition can be named in its assembly",
        "'{0}' cannot be named by the generated catalogue, because it or a type around it is private, "
            + "protected or file-local: make them internal or public");

    public static readonly DiagnosticDescriptor ContainerNotPartial = Error("KRN0004",
        "Types around a definition are partial",
        "The type '{0}' contains a definition and is not partial: declare it 'partial', so that the "
            + "generated half can be placed in it");

    public static readonly DiagnosticDescriptor NoForward = Error("KRN0005", "A definition has one Forward method",
        "'{0}' has no method to make kernels of: {1}; {2}");

    public static readonly DiagnosticDescriptor BadParameter = Error("KRN0006", "Parameters of Forward are doubles",
        "The parameter '{0}' is not a plain 'double': write 'double {0}' for an input, or 'double {0} = 1' "
            + "for a hyperparameter");

    public static readonly DiagnosticDescriptor NoInput = Error("KRN0007", "A definition has an input",
        "'{0}' has no input, because all parameters of its method have default values, which makes them "
            + "hyperparameters: remove the default value of the first");

    public static readonly DiagnosticDescriptor BadBound = Error("KRN0008", "An error bound is a positive number",
        "{0} must be a positive, finite number of ULP: write '{0} = 4', or leave it out");

    public static readonly DiagnosticDescriptor NameTaken = Error("KRN0009", "The names of generated members are free",
        "'{0}' already has a member '{1}', and a generated member has that name: rename yours");

    public static readonly DiagnosticDescriptor Unsupported = Error("KRN0010", "A definition is made of mathematics",
        "A definition cannot contain {0}: {1}");

    public static readonly DiagnosticDescriptor UnknownCall = Error("KRN0011", "A definition calls the vocabulary",
        "A definition cannot call '{0}': call a function of KernelMath, a static double method of its own "
            + "type, or the Forward of another definition");

    public static readonly DiagnosticDescriptor Recursion = Error("KRN0012", "A definition does not call itself",
        "'{0}' calls itself, directly or through another method, and a definition is inlined: write out the "
            + "calls that you need");

    public static readonly DiagnosticDescriptor IntegerDivision = Error("KRN0013",
        "A definition divides numbers, not integers",
        "'{0}' divides integers and drops the remainder: write one of them as a double, as in 1.0/2");

    public static readonly DiagnosticDescriptor TooLarge = Error("KRN0014", "A definition has a reasonable size",
        "The definition has more than {0}: {1}");

    public static readonly DiagnosticDescriptor UnreadableDefinition = Error("KRN0015",
        "A referenced definition can be read",
        "'{0}' comes from an assembly whose definition cannot be read ({1}): build that assembly with this "
            + "version of Kernels");

    public static readonly DiagnosticDescriptor OldLanguage = Error("KRN0016", "Kernels are generated as C# 14",
        "The kernels of '{0}' are generated as C# 14, and this project is compiled as an older version: "
            + "remove LangVersion from the project, or set it to 14");

    public static readonly DiagnosticDescriptor TrainableInput = Error("KRN0017",
        "A trainable parameter has a default value",
        "The trainable parameter '{0}' has no default value, and it is one value for all elements: write "
            + "'[Trainable] double {0} = 1', or remove [Trainable], because an input always has a gradient");

    public static readonly DiagnosticDescriptor BadSeed = Error("KRN0018", "A seed is a parameter of its own",
        "The argument of Uniform must be a parameter that nothing else uses, with a whole number from 0 to "
            + "16777216 as its default: write 'double {0} = 0', and a second one for a second, independent number");

    public static readonly DiagnosticDescriptor BadRowParameter = Error("KRN0019",
        "Parameters of a definition over rows",
        "'{0}' does not fit a definition over rows: use 'Row x', '[PerColumn] Row weight', '[PerRow] double "
            + "scale', and hyperparameters with default values; without rows, use '[PerColumn] double bias' "
            + "beside 'double x'");

    public static readonly DiagnosticDescriptor RandomRow = Error("KRN0020", "Rows are not random",
        "'{0}' draws random numbers in a definition over rows, where Uniform would be one number for all "
            + "columns: draw them in a definition over elements");

    public static readonly DiagnosticDescriptor RowResult = Error("KRN0021", "A definition over rows has one result",
        "'{0}' is over rows, where a method has one result and a gradient: call it 'Forward' and return one "
            + "'Row' or 'double', or write the definition over elements");

    public static readonly DiagnosticDescriptor LabelIsNotInteger = Error("KRN0022", "A class is a whole number",
        "'{0}' is compared with the numbers of the columns, so it is a class: declare it as '[PerRow] int {0}'");

    public static readonly DiagnosticDescriptor ValueBroken = Warning("KRN2001", "A value keeps its promised bound",
        "'{0}' promises {1} ULP, but its {2} at {3} is {4}, expected {5}, an error of {6} ULP: rewrite the "
            + "formula so that no digits cancel there, or raise MaxUlp{7}");

    public static readonly DiagnosticDescriptor GradientBroken = Warning("KRN2002",
        "A derivative keeps its promised bound",
        "'{0}' promises {1} ULP of its derivative, but its {2} at {3} is {4}, expected {5}, an error of {6} "
            + "ULP: rewrite the formula so that no digits cancel there, or raise MaxGradientUlp{7}");

    public static readonly DiagnosticDescriptor NotANumber = Warning("KRN2003",
        "A result is a number where the formula has one",
        "'{0}': the {1} at {2} is {3}, expected {4}: rewrite the formula so that nothing overflows or "
            + "cancels there{5}");

    public static readonly DiagnosticDescriptor NotDifferentiable = Warning("KRN2004",
        "A formula has a derivative, or a convention for it",
        "'{0}' is not differentiable at {1}, and no convention says what its derivative is there: {2}; "
            + "rewrite the formula, or suppress this warning where that is meant");

    public static readonly DiagnosticDescriptor NoEffect = Warning("KRN2005", "A parameter has an effect",
        "The parameter '{0}' changes neither the value nor a derivative: use it, or remove it");

    public static readonly DiagnosticDescriptor ConstantOutOfRange = Warning("KRN2006",
        "A constant is within the range of floats",
        "The constant {0} is {1} in floats, in which the kernels compute: scale the formula, or ask for "
            + "Accuracy.High");

    public static readonly DiagnosticDescriptor NaiveForm = Hint("KRN3001", "A stable form has a name",
        "This is {0}: write that, and the C# keeps its digits too; the kernels are made from it in any case");

    public static readonly DiagnosticDescriptor NoActivation = Hint("KRN3002",
        "What is no activation of elements is marked as a kernel",
        "'{0}' {1}, so it is no activation function: write [Kernel] instead of [Activation], "
            + "which the next version will refuse here");

    public static readonly DiagnosticDescriptor ExtremeDepth = Hint("KRN3003",
        "An activation's depth behaviour is known",
        "'{0}': with weights that keep the size of its values (gain {1}), ten layers multiply the mean square of "
            + "gradients by {2}: use a gain of {3}, between that and the {4} that keeps gradients, or normalise "
            + "between layers; or mark what is no layer of a deep network as a [Kernel]");

    public static readonly DiagnosticDescriptor[] All =
    [
        NotPartialStruct, Generic, NotAccessible, ContainerNotPartial, NoForward, BadParameter, NoInput, BadBound,
        NameTaken, Unsupported, UnknownCall, Recursion, IntegerDivision, TooLarge, UnreadableDefinition, OldLanguage,
        TrainableInput, BadSeed, BadRowParameter, RandomRow, RowResult, LabelIsNotInteger,
        ValueBroken, GradientBroken, NotANumber, NotDifferentiable, NoEffect, ConstantOutOfRange,
        NaiveForm, NoActivation, ExtremeDepth,
    ];

    static DiagnosticDescriptor Error(string id, string title, string message)
        => new(id, title, message, "Kernels", DiagnosticSeverity.Error, isEnabledByDefault: true);

    static DiagnosticDescriptor Hint(string id, string title, string message)
        => new(id, title, message, "Kernels", DiagnosticSeverity.Info, isEnabledByDefault: true);

    static DiagnosticDescriptor Warning(string id, string title, string message)
        => new(id, title, message, "Kernels", DiagnosticSeverity.Warning, isEnabledByDefault: true);
}
