// Floats that end (or begin) exactly at a page that may not be touched: one element too many and the process dies.
using System.Buffers;
using System.Runtime.InteropServices;

namespace Kernels.Proof;

/// <summary>On which side of the floats the forbidden page lies.</summary>
public enum Guard { Before, After }

/// <summary>Floats beside a forbidden page.</summary>
public sealed unsafe partial class GuardedMemory : MemoryManager<float>
{
    const int ReadWrite = 3, NoAccess = 0, PrivateAnonymousLinux = 0x22, PrivateAnonymousMac = 0x1002;

    readonly nint start;
    readonly nuint size;
    readonly int length, offset;

    /// <summary>Whether this system has pages that can be forbidden in the way known here.</summary>
    public static bool IsSupported => OperatingSystem.IsLinux() || OperatingSystem.IsMacOS();

    /// <exception cref="OutOfMemoryException">The system gave no pages.</exception>
    public GuardedMemory(int length, Guard guard)
    {
        var page = Environment.SystemPageSize;
        var inside = Math.Max(1, (length * sizeof(float) + page - 1) / page) * page;
        (this.length, size) = (length, (nuint)(inside + 2 * page));
        start = Map(0, size, ReadWrite, OperatingSystem.IsMacOS() ? PrivateAnonymousMac : PrivateAnonymousLinux, -1, 0);
        if (start == -1 || Protect(start, (nuint)page, NoAccess) != 0
            || Protect(start + page + inside, (nuint)page, NoAccess) != 0)
            throw new OutOfMemoryException("No guarded pages.");
        offset = guard == Guard.Before ? page : page + inside - length * sizeof(float);
    }

    /// <inheritdoc/>
    public override Span<float> GetSpan() => new((void*)(start + offset), length);

    /// <inheritdoc/>
    public override MemoryHandle Pin(int elementIndex = 0)
        => new((float*)(start + offset) + elementIndex, default, this);

    /// <inheritdoc/>
    public override void Unpin() { }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => _ = Unmap(start, size);

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial nint Map(nint address, nuint length, int protection, int flags, int file, nint offset);
    [LibraryImport("libc", EntryPoint = "mprotect")]
    private static partial int Protect(nint address, nuint length, int protection);
    [LibraryImport("libc", EntryPoint = "munmap")] private static partial int Unmap(nint address, nuint length);
}
