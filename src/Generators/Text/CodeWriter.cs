// Indented text with \n line ends on every platform.
using System.Text;

namespace Kernels.Text;

internal sealed class CodeWriter
{
    readonly StringBuilder text = new();
    int indentation;

    public void Line(string line = "")
    {
        if (line.Length > 0) text.Append(' ', 4 * indentation).Append(line);
        text.Append('\n');
    }

    public void Lines(IEnumerable<string> lines)
    {
        foreach (var line in lines) Line(line);
    }

    /// <summary>A header line and a braced block, closed when the result is disposed.</summary>
    public Block Open(string header, string close = "}", string open = "{")
    {
        if (header.Length > 0) Line(header);
        Line(open);
        indentation++;
        return new(this, close);
    }

    public override string ToString()
        => indentation == 0 ? text.ToString()
            : throw new InvalidOperationException("A block of generated code is still open.");

    public readonly struct Block(CodeWriter writer, string close) : IDisposable
    {
        public void Dispose()
        {
            writer.indentation--;
            writer.Line(close);
        }
    }
}
