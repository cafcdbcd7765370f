// From a type with [Kernel] or [Activation] to a model: the declaration is checked here,
// its body read by FormulaReader.
using Kernels.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Kernels.Generators.Discover;

internal static class DefinitionReader
{
    public const string ActivationAttribute = "Kernels.ActivationAttribute",
        KernelAttribute = "Kernels.KernelAttribute";

    const string ForwardMethod = "Forward", StepMethod = "Step";

    /// <summary>Whole numbers up to it are floats.</summary>
    const double LargestSeed = 1 << 24;

    const string TrainableAttribute = "Kernels.TrainableAttribute";

    /// <summary>The value of Kernels.Accuracy.High.</summary>
    const int High = 1;

    /// <summary>
    /// Names of members that are generated beside Forward; the type's own members must not have them.
    /// </summary>
    static readonly string[] Generated =
    [
        "Backward", "BackwardFromOutput", "BackwardBackward", "ForwardWithDerivative", "Tangent", "Derivative",
        "SecondDerivative", "ForwardWithGradient", "Info"
    ];

    public static AttributeData? AttributeOf(INamedTypeSymbol type)
        => type.GetAttributes().FirstOrDefault(
            attribute => attribute.AttributeClass?.ToDisplayString() is ActivationAttribute or KernelAttribute);

    public static Discovery Read(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation)
    {
        var problems = new List<Problem>();
        if (type.Name.Length == 0) return new(problems);
        if (compilation is CSharpCompilation { LanguageVersion: < LanguageVersion.CSharp14 })
            return new([new(Descriptors.OldLanguage, type.Locations[0], type.Name)]);
        var attribute = AttributeOf(type)!;
        CheckDeclaration(type, problems);
        var forward = Forward(type, problems);
        if (problems.Count > 0 || forward is null) return new(problems);

        // Where a name is missing the compiler says so.
        if (forward.Parameters.Any(parameter => parameter.Name.Length == 0)) return new(problems);

        var pool = new ExprPool { KeepsNaN = true };
        var readings = new List<Reading>();
        var (inputs, hyper) = (forward.Parameters.Where(p => !p.HasExplicitDefaultValue).ToArray(),
            forward.Parameters.Where(p => p.HasExplicitDefaultValue).ToArray());
        var shapes = RowSignature.Shapes(forward);
        Expr[] arguments =
        [
            .. inputs.Select((_, i) => pool.Input(i, shapes.Count > 0 ? shapes[i] : Shape.Element)),
            .. hyper.Select((_, i) => pool.Parameter(i))
        ];
        var (results, values) = (Results(forward), new List<Expr>());
        // The method is read once for each result: of a tuple, wherever it stands, that element alone.
        for (var result = 0; result < Math.Max(1, results.Length); result++)
        {
            var reader = new FormulaReader(pool, compilation, cancellation)
            {
                Result = results.Length > 0 ? result : null
            };
            var value = reader.TryRead(forward, arguments);
            problems.AddRange(reader.Problems);
            readings.AddRange(reader.Readings);
            if (value is null) return new(problems);
            values.Add(value);
        }

        var (maxUlp, maxGradientUlp, stabilise, high) = Promises(attribute, problems);
        var body = Body.From([.. values]);
        if (body.Instructions.Count(i => i.Op is >= Op.Exp and <= Op.TanhSoftplusSlope) > Budget.Functions)
            problems.Add(new(Descriptors.TooLarge, forward.Locations[0],
                $"{Budget.Functions} functions such as exp", Budget.Split));
        else if (body.Instructions.Count > Budget.Nodes)
            problems.Add(new(Descriptors.TooLarge, forward.Locations[0], $"{Budget.Nodes} operations", Budget.Split));
        else if (RowSignature.TakesRows(forward) && body.Instructions.Any(i => i.Op == Op.Uniform))
            problems.Add(new(Descriptors.RandomRow, forward.Locations[0], type.Name));
        else CheckSeeds(forward, hyper, body, problems);
        if (problems.Count > 0) return new(problems);

        var definition = new Definition(
            type.ToDisplayString(),
            inputs.Select(p => p.Name).ToEquatable(),
            hyper.Select(p => new ParameterDefault(p.Name, Convert.ToDouble(p.ExplicitDefaultValue), IsTrainable(p)))
                .ToEquatable(),
            IsPublic(type), stabilise, high, maxUlp, maxGradientUlp, body)
        {
            Results = results.ToEquatable(),
            IsStep = forward.Name == StepMethod,
            IsKernel = attribute.AttributeClass?.ToDisplayString() == KernelAttribute,
            Members = attribute.NamedArguments.FirstOrDefault(argument => argument.Key == "Members").Value.Value
                is int members
                ? members & Definition.AllMembers : Definition.AllMembers,
            Shapes = shapes,
            Integers = Enumerable.Range(0, inputs.Length).Where(i => RowSignature.IsInteger(inputs[i])).ToEquatable(),
            TakesRows = RowSignature.TakesRows(forward),
            Value = RowSignature.Value(forward),
        };
        foreach (var label in Labels.Of(definition).Where(label => !definition.Integers.Contains(label.Input)))
            problems.Add(
                new(Descriptors.LabelIsNotInteger, inputs[label.Input].Locations[0], inputs[label.Input].Name));
        return problems.Count > 0 ? new(problems) : new(Names.Model(type, definition), problems, pool, readings);
    }

    /// <summary>The method of a definition that was read.</summary>
    public static IMethodSymbol ForwardOf(INamedTypeSymbol type) => Methods(type).First();

    /// <summary>The methods called Forward that the user wrote, or where there is none those called Step.</summary>
    static IMethodSymbol[] Methods(INamedTypeSymbol type)
    {
        return Of(ForwardMethod) is { Length: > 0 } forward ? forward : Of(StepMethod);

        IMethodSymbol[] Of(string name)
            => [.. type.GetMembers(name).OfType<IMethodSymbol>().Where(method => !IsGenerated(method, type))];
    }

    /// <summary>The names of the results, where there are several: those of the tuple's elements.</summary>
    static string[] Results(IMethodSymbol forward)
        => forward.ReturnType is INamedTypeSymbol { IsTupleType: true } tuple
            ? [.. tuple.TupleElements.Select(
                (element, i) => element.IsExplicitlyNamedTupleElement ? element.Name : $"y{i + 1}")]
            : [];

    static bool IsResult(ITypeSymbol type) => type switch
    {
        { SpecialType: SpecialType.System_Double } => true,
        INamedTypeSymbol { IsTupleType: true } tuple
            => tuple.TupleElements.All(element => element.Type.SpecialType == SpecialType.System_Double),
        _ => RowSignature.IsRow(type),
    };

    /// <summary>What is wrong with the methods of that name, if anything, and what to write instead.</summary>
    static (string What, string Remedy)? Mistake(IMethodSymbol[] methods)
    {
        if (methods.Length == 0)
            return ("there is no method 'Forward'",
                "write the mathematics as 'public static double Forward(double x) => …', "
                    + "or as 'Step' where it has no gradient");
        var method = methods[0];
        var name = $"'{method.Name}'";
        if (methods.Length > 1)
            return ($"there are {methods.Length} methods {name}", "keep one, and rename the others");
        if (!method.IsStatic)
            return ($"{name} is not static",
                $"write 'public static {method.ReturnType.ToDisplayString()} {method.Name}(…)'");
        if (method.IsGenericMethod) return ($"{name} is generic", "remove its type parameters, and use 'double'");
        if (method.ReturnsByRef || method.ReturnsByRefReadonly)
            return ($"{name} returns a reference", "return a 'double'");
        if (method.IsExtern) return NoBody(method);
        if (!IsResult(method.ReturnType))
            return ($"{name} returns '{method.ReturnType.ToDisplayString()}'",
                "return 'double', a tuple of doubles for several results, or 'Row' for rows");
        return null;
    }

    public static (string What, string Remedy) NoBody(IMethodSymbol method)
        => ($"'{method.Name}' has no body in this project", "write the mathematics as its body");

    static void CheckDeclaration(INamedTypeSymbol type, List<Problem> problems)
    {
        var place = type.Locations[0];
        if (type.TypeKind != TypeKind.Struct || type.IsRefLikeType || type.IsRecord || !IsPartial(type))
            problems.Add(new(Descriptors.NotPartialStruct, place, type.Name));
        if (Around(type).Prepend(type).Any(t => t.IsGenericType))
            problems.Add(new(Descriptors.Generic, place, type.Name));
        if (Around(type).Prepend(type).Any(t => t.IsFileLocal || t.DeclaredAccessibility
            is not (Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal)))
            problems.Add(new(Descriptors.NotAccessible, place, type.Name));
        foreach (var outer in Around(type).Where(outer => !IsPartial(outer)))
            problems.Add(new(Descriptors.ContainerNotPartial, outer.Locations[0], outer.Name));
        foreach (var member in Generated.SelectMany(name => type.GetMembers(name))
            .Where(member => !IsGenerated(member, type)))
            problems.Add(new(Descriptors.NameTaken, member.Locations[0], type.Name, member.Name));
    }

    static IMethodSymbol? Forward(INamedTypeSymbol type, List<Problem> problems)
    {
        var methods = Methods(type);
        if (Mistake(methods) is var (what, remedy))
        {
            problems.Add(new(Descriptors.NoForward,
                (methods.FirstOrDefault() ?? (ISymbol)type).Locations[0], type.Name, what, remedy));
            return null;
        }
        var forward = methods[0];
        if (Results(forward).Length > Budget.Results)
            problems.Add(new(Descriptors.TooLarge, forward.Locations[0], $"{Budget.Results} results", Budget.Apart));
        if (RowSignature.IsOverRows(forward))
        {
            if (forward.ReturnType.IsTupleType || forward.Name == StepMethod)
                problems.Add(new(Descriptors.RowResult, forward.Locations[0], type.Name));
            RowSignature.Check(forward, problems);
        }
        else
            foreach (var parameter in forward.Parameters)
                if (parameter.Type.SpecialType != SpecialType.System_Double
                    || parameter.RefKind != RefKind.None || parameter.IsParams)
                    problems.Add(new(Descriptors.BadParameter, parameter.Locations[0], parameter.Name));
        foreach (var parameter in forward.Parameters.Where(
            parameter => IsTrainable(parameter) && !parameter.HasExplicitDefaultValue))
            problems.Add(new(Descriptors.TrainableInput, parameter.Locations[0], parameter.Name));
        if (forward.Parameters.Count(IsTrainable) > Budget.Trainables)
            problems.Add(new(Descriptors.TooLarge, forward.Locations[0],
                $"{Budget.Trainables} trainable parameters", Budget.Share));
        if (forward.Parameters.All(parameter => parameter.HasExplicitDefaultValue))
            problems.Add(new(Descriptors.NoInput, forward.Locations[0], type.Name));
        return forward;
    }

    /// <summary>A seed is a whole number and no more than that: it passes through float lanes nowhere.</summary>
    static void CheckSeeds(IMethodSymbol forward, IParameterSymbol[] parameters, Body body, List<Problem> problems)
    {
        foreach (var draw in body.Instructions.Where(instruction => instruction.Op == Op.Uniform))
        {
            var seed = body.Instructions[draw.A];
            var parameter = seed.Op == Op.Parameter ? parameters[seed.Index] : null;
            var isSeed = parameter is not null && !IsTrainable(parameter)
                && Convert.ToDouble(parameter.ExplicitDefaultValue) is >= 0 and <= LargestSeed and var value
                && value == Math.Floor(value)
                && body.Instructions.All(user => user.Op == Op.Uniform || Enumerable.Range(0, user.Op.Row().Arity)
                    .All(operand => user[operand] != draw.A)) && !body.Outputs.Contains(draw.A);
            if (!isSeed)
                problems.Add(
                    new(Descriptors.BadSeed, (parameter ?? (ISymbol)forward).Locations[0], parameter?.Name ?? "seed"));
        }
    }

    static (double MaxUlp, double MaxGradientUlp, bool Stabilise, bool High) Promises(
        AttributeData attribute, List<Problem> problems)
    {
        double Bound(string name, double otherwise)
        {
            var value = Argument(name) is { } given ? Convert.ToDouble(given) : otherwise;
            if (!(value > 0) || double.IsInfinity(value))
                problems.Add(
                    new(Descriptors.BadBound, attribute.ApplicationSyntaxReference?.GetSyntax().GetLocation(), name));
            return value;
        }

        object? Argument(string name)
            => attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value.Value;
        var high = Argument("Accuracy") is High;
        return (Bound("MaxUlp", high ? 0.55 : 4), Bound("MaxGradientUlp", high ? 0.65 : 8),
            Argument("Stabilise") is not false, high);
    }

    /// <summary>The analyzer sees the generated half too.</summary>
    static bool IsGenerated(ISymbol member, INamedTypeSymbol type)
        => member.DeclaringSyntaxReferences.All(reference
            => reference.SyntaxTree.FilePath.EndsWith(Names.HintName(type) + ".g.cs", StringComparison.Ordinal));

    static bool IsTrainable(IParameterSymbol parameter)
        => parameter.GetAttributes()
            .Any(attribute => attribute.AttributeClass?.ToDisplayString() == TrainableAttribute);

    internal static IEnumerable<INamedTypeSymbol> Around(INamedTypeSymbol type)
    {
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType) yield return outer;
    }

    static bool IsPublic(INamedTypeSymbol type)
        => Around(type).Prepend(type).All(t => t.DeclaredAccessibility == Accessibility.Public);

    static bool IsPartial(INamedTypeSymbol type)
        => type.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is TypeDeclarationSyntax declaration
            && declaration.Modifiers.Any(SyntaxKind.PartialKeyword));
}
