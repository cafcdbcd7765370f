// Something a definition may not say, and where. Lives only while the analyzer runs: it holds a Location.
using Microsoft.CodeAnalysis;

namespace Kernels.Generators.Discover;

internal sealed record Problem(DiagnosticDescriptor Descriptor, Location? Location, params object[] Arguments);

/// <summary>Either a model, or the reasons why there is none.</summary>
internal sealed record Discovery(ActivationModel? Model, IReadOnlyList<Problem> Problems);
