// What ILGPU's code generators print for the four operations of GpuMath: one instruction each, with its rounding
// spelled out in PTX (.rn is what forbids contraction), one function or operator a statement in OpenCL C.
using System.ComponentModel;
using System.Reflection;
using ILGPU;
using ILGPU.Backends;
using ILGPU.Backends.OpenCL;
using ILGPU.Backends.PTX;
using ILGPU.IR;
using ILGPU.IR.Intrinsics;
using ILGPU.IR.Values;

namespace Kernels.Gpu;

/// <summary>Code generators of <see cref="GpuMath"/>; public because ILGPU calls them by reflection.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GpuIntrinsics
{
    internal static void Register(IntrinsicImplementationManager manager)
    {
        foreach (var name in (ReadOnlySpan<string>)[nameof(GpuMath.Fma), nameof(GpuMath.Mul),
            nameof(GpuMath.Add), nameof(GpuMath.Sub)])
        {
            foreach (var method in typeof(GpuMath).GetMember(name).Cast<MethodInfo>())
            {
                manager.RegisterMethod(method,
                    new PTXIntrinsic(typeof(GpuIntrinsics), "Ptx" + name, IntrinsicImplementationMode.GenerateCode));
                manager.RegisterMethod(method,
                    new CLIntrinsic(typeof(GpuIntrinsics), "Cl" + name, IntrinsicImplementationMode.GenerateCode));
            }
        }
    }

    /// <summary>fma.rn</summary>
    public static void PtxFma(PTXBackend backend, PTXCodeGenerator code, Value value) => Ptx(code, value, "fma.rn");

    /// <summary>mul.rn</summary>
    public static void PtxMul(PTXBackend backend, PTXCodeGenerator code, Value value) => Ptx(code, value, "mul.rn");

    /// <summary>add.rn</summary>
    public static void PtxAdd(PTXBackend backend, PTXCodeGenerator code, Value value) => Ptx(code, value, "add.rn");

    /// <summary>sub.rn</summary>
    public static void PtxSub(PTXBackend backend, PTXCodeGenerator code, Value value) => Ptx(code, value, "sub.rn");

    /// <summary>fma(a, b, c)</summary>
    public static void ClFma(CLBackend backend, CLCodeGenerator code, Value value)
    {
        var call = (MethodCall)value;
        var (a, b, c) = (code.Load(call[0]), code.Load(call[1]), code.Load(call[2]));
        using var statement = code.BeginStatement(code.Allocate(value));
        statement.AppendCommand("fma");
        statement.BeginArguments();
        statement.AppendArgument(a);
        statement.AppendArgument(b);
        statement.AppendArgument(c);
        statement.EndArguments();
    }

    /// <summary>a * b</summary>
    public static void ClMul(CLBackend backend, CLCodeGenerator code, Value value) => Cl(code, value, "*");

    /// <summary>a + b</summary>
    public static void ClAdd(CLBackend backend, CLCodeGenerator code, Value value) => Cl(code, value, "+");

    /// <summary>a - b</summary>
    public static void ClSub(CLBackend backend, CLCodeGenerator code, Value value) => Cl(code, value, "-");

    static void Ptx(PTXCodeGenerator code, Value value, string instruction)
    {
        var call = (MethodCall)value;
        var arguments = new RegisterAllocator<PTXRegisterKind>.PrimitiveRegister[call.Nodes.Length];
        for (var i = 0; i < arguments.Length; i++) arguments[i] = code.LoadPrimitive(call[i]);
        var result = code.AllocateHardware(value);
        using var command =
            code.BeginCommand($"{instruction}.{(value.BasicValueType == BasicValueType.Float64 ? "f64" : "f32")}");
        command.AppendArgument(result);
        foreach (var argument in arguments) command.AppendArgument(argument);
    }

    static void Cl(CLCodeGenerator code, Value value, string binary)
    {
        var call = (MethodCall)value;
        var (a, b) = (code.Load(call[0]), code.Load(call[1]));
        using var statement = code.BeginStatement(code.Allocate(value));
        statement.AppendArgument(a);
        statement.AppendCommand(binary);
        statement.AppendArgument(b);
    }
}
