// Which inputs are classes: one value a row that the formula compares with the numbers of the columns. A class that is no column matches nothing, and the loss
// would be wrong in silence; so its member throws, unless the formula speaks of such values itself, as of an ignored -100 or of all below 0.
namespace Kernels.Schedule;

internal enum Admits : byte { Equal, Below, UpTo }

/// <summary>A comparison of the formula with a value of its own, by which it says what a class outside of the columns means.</summary>
/// <param name="Parameter">The value's place among the parameters, or null for <paramref name="Constant"/>.</param>
internal readonly record struct Admission(Admits Kind, int? Parameter, double Constant);

/// <param name="Input">Its place among the inputs.</param>
internal sealed record Label(int Input, EquatableArray<Admission> Admitted);

internal static class Labels
{
    /// <param name="definition">Its formula is read as written.</param>
    public static IReadOnlyList<Label> Of(Definition definition)
    {
        var all = definition.Body.Instructions;
        var inputs = all.Where(IsComparison).SelectMany(Classes).Distinct().OrderBy(input => input).ToArray();
        return [.. inputs.Select(input => new Label(input, all.Where(IsComparison).Select(comparison => Admission(comparison, input)).OfType<Admission>().Distinct().ToEquatable()))];

        bool IsComparison(Instruction instruction) => instruction.Op is Op.Eq or Op.Lt or Op.Le or Op.Gt or Op.Ge;

        IEnumerable<int> Classes(Instruction comparison)
        {
            if (comparison.Op != Op.Eq) yield break;
            var (left, right) = (Behind(comparison.A), Behind(comparison.B));
            if (left.Op == Op.Index && IsPerRow(right)) yield return right.Index;
            if (right.Op == Op.Index && IsPerRow(left)) yield return left.Index;
        }

        Admission? Admission(Instruction comparison, int input)
        {
            var (left, right) = (Behind(comparison.A), Behind(comparison.B));
            var isFirst = left.Op == Op.Input && left.Index == input;
            var other = isFirst ? right : left;
            if (!isFirst && !(right.Op == Op.Input && right.Index == input) || other.Op is not (Op.Constant or Op.Parameter)) return null;
            // Whichever branch is taken, the formula tells the values on one side of its own from those on the other.
            var kind = (comparison.Op, isFirst) switch
            {
                (Op.Eq, _) => Admits.Equal,
                (Op.Lt or Op.Ge, true) or (Op.Gt or Op.Le, false) => Admits.Below,
                _ => Admits.UpTo,
            };
            return new(kind, other.Op == Op.Parameter ? other.Index : null, other.Op == Op.Constant ? other.Constant : 0);
        }

        bool IsPerRow(Instruction operand) => operand.Op == Op.Input && operand.Shape == Shape.PerRow;

        Instruction Behind(int operand)
        {
            while (all[operand].Op == Op.Detach) operand = all[operand].A;
            return all[operand];
        }
    }
}
