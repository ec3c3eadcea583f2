using System.Runtime.InteropServices;

namespace Dialtone.Connect;

/// <summary>libpq itself, where it is installed.</summary>
static partial class LibpqClient
{
    const string Library = "libpq.so.5";

    public static bool IsInstalled => NativeLibrary.TryLoad(Library, out _);

    public static void Run(string target)
    {
        var connection = Connect(target);
        var result = Execute(connection, "SELECT 1");
        if (Rows(result) != 1)
        {
            throw new InvalidOperationException(Marshal.PtrToStringUTF8(Error(connection)));
        }

        Clear(result);
        Finish(connection);
    }

    [LibraryImport(Library, EntryPoint = "PQconnectdb", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint Connect(string target);

    [LibraryImport(Library, EntryPoint = "PQexec", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint Execute(nint connection, string sql);

    [LibraryImport(Library, EntryPoint = "PQntuples")]
    private static partial int Rows(nint result);

    [LibraryImport(Library, EntryPoint = "PQerrorMessage")]
    private static partial nint Error(nint connection);

    [LibraryImport(Library, EntryPoint = "PQclear")]
    private static partial void Clear(nint result);

    [LibraryImport(Library, EntryPoint = "PQfinish")]
    private static partial void Finish(nint connection);
}
