// A target is a table: an operation and the text for it, {0} {1} {2} standing for the operands. Everything else about
// printing a lowered body is the same for all targets and lies in LaneBody.
namespace Kernels.Emit;

/// <param name="Type">The type of a lane, or vector of lanes.</param>
/// <param name="Broadcast">How a constant or a scalar becomes a lane value; {0} is the C# expression.</param>
/// <param name="Literal">How a constant is spelled in the lane's precision.</param>
internal sealed record LaneTarget(
    string Type, string Broadcast, Func<double, string> Literal, IReadOnlyDictionary<Op, string> Text)
{
    /// <summary>What a lane becomes in memory, a float: rounded once; {0} is the expression.</summary>
    public string Narrow { get; init; } = "{0}";

    /// <summary>
    /// The text of a choice together with the comparison it depends on, for targets that have it as one operation: {0}
    /// and {1} are compared, and {2} or {3} is the result.
    /// </summary>
    public IReadOnlyDictionary<Op, string>? SelectBy { get; init; }

    /// <summary>
    /// How a whole number becomes a lane value, where that is not as for a constant; {0} is the C# expression.
    /// </summary>
    public string? BroadcastBits { get; init; }

    /// <summary>What an integer constant of a lane's width ends with.</summary>
    public string IntegerSuffix { get; init; } = "";
}
