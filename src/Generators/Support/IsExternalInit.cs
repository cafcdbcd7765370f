// netstandard2.0 lacks the marker that records and init accessors compile against.
#if NETSTANDARD2_0
namespace System.Runtime.CompilerServices;

internal static class IsExternalInit;
#endif
