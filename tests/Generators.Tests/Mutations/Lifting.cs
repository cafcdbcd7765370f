// Constants become hyperparameters: a kernel compiled once then runs with any of its constants moved. Each place where
// a constant stands is one parameter. Only shift counts, which are no numbers of a lane, stay.
namespace Kernels.Generators.Tests.Mutations;

internal static class Lifting
{
    /// <param name="first">The first parameter that is free.</param>
    public static (Body Body, IReadOnlyList<Occurrence> Occurrences) Run(Body body, int first)
    {
        var occurrences = new List<Occurrence>();
        var lifted = new List<Instruction>();
        var position = new int[body.Instructions.Count];
        for (var i = 0; i < position.Length; i++)
        {
            var user = body.Instructions[i];
            int Operand(int operand) => user[operand] < 0 ? -1 : Lifted(user, user[operand]);
            lifted.Add(user with { A = Operand(0), B = Operand(1), C = Operand(2) });
            position[i] = lifted.Count - 1;
        }
        return (new(lifted.ToEquatable(), body.Outputs.Select(output => position[output]).ToEquatable()), occurrences);

        int Lifted(Instruction user, int operand)
        {
            var constant = body.Instructions[operand];
            var isInteger = constant.Op == Op.IntConstant && user.Op is not (Op.ShiftLeft or Op.ShiftRight);
            if (!isInteger && !(constant.Op == Op.Constant && double.IsFinite(constant.Constant)))
                return position[operand];
            var value = isInteger ? BitConverter.Int32BitsToSingle(constant.Index) : (float)constant.Constant;
            occurrences.Add(new(first + occurrences.Count, value, isInteger, user.Op, user.Name));
            lifted.Add(new(Op.Parameter, occurrences[^1].At, -1, -1, -1, Shape.Scalar, null));
            if (isInteger) lifted.Add(new(Op.Bits, 0, lifted.Count - 1, -1, -1, Shape.Scalar, null));
            return lifted.Count - 1;
        }
    }
}
