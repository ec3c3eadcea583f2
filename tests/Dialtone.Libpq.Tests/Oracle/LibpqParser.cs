using System.Runtime.InteropServices;
using Dialtone.Servers.Postgres;

namespace Dialtone.Libpq.Tests.Oracle;

/// <summary>The real libpq 18 in this process: what does it make of a connection string?</summary>
/// <remarks>
/// Looked for in DIALTONE_LIBPQ18 (the library or its folder), then beside the PostgreSQL 18 that the test run downloads. A missing
/// library skips a test at home and fails it in CI.
/// </remarks>
sealed class LibpqParser
{
    static readonly Lazy<LibpqParser?> Loaded = new(Load);
    static readonly Lock EnvironmentLock = new();

    readonly ParseFunction parse;
    readonly DefaultsFunction defaults;
    readonly ConnectFunction connect;
    readonly StateFunction options;
    readonly StateFunction error;
    readonly StateFunction password;
    readonly ReleaseFunction finish;
    readonly ReleaseFunction freeOptions;
    readonly ReleaseFunction freeMemory;

    LibpqParser(nint library)
    {
        parse = Function<ParseFunction>("PQconninfoParse");
        defaults = Function<DefaultsFunction>("PQconndefaults");
        connect = Function<ConnectFunction>("PQconnectStartParams");
        options = Function<StateFunction>("PQconninfo");
        error = Function<StateFunction>("PQerrorMessage");
        password = Function<StateFunction>("PQpass");
        finish = Function<ReleaseFunction>("PQfinish");
        freeOptions = Function<ReleaseFunction>("PQconninfoFree");
        freeMemory = Function<ReleaseFunction>("PQfreemem");

        T Function<T>(string name)
            where T : Delegate => Marshal.GetDelegateForFunctionPointer<T>(NativeLibrary.GetExport(library, name));
    }

    /// <summary>What libpq answers to a text: options, or an error without its line end.</summary>
    public sealed record Answer(IReadOnlyDictionary<string, string> Options, string? Error, string Password = "");

    /// <summary>The library; skips or fails the running test if there is none.</summary>
    public static LibpqParser Require()
    {
        if (Loaded.Value is { } library)
            return library;
        const string reason = "libpq 18 was not found: run ./test once, or name it in DIALTONE_LIBPQ18";
        if (Environment.GetEnvironmentVariable("CI") == "true")
            Assert.Fail(reason);
        Assert.Skip(reason);
        return null!;
    }

    /// <summary><c>PQconninfoParse</c>: the options that the text sets itself.</summary>
    public Answer Parse(string text)
    {
        var encoded = Marshal.StringToCoTaskMemUTF8(text);
        try
        {
            var list = parse(encoded, out var message);
            if (list == 0)
            {
                var failure = Text(message).TrimEnd('\n');
                freeMemory(message);
                return new(new Dictionary<string, string>(), failure);
            }
            var read = ReadOptions(list);
            freeOptions(list);
            return new(read, null);
        }
        finally
        {
            Marshal.FreeCoTaskMem(encoded);
        }
    }

    /// <summary><c>PQconnectStartParams</c> as psql calls it: the options after service file, environment and defaults.</summary>
    /// <param name="text">A connection string.</param>
    /// <param name="environment">The variables to set; a null value removes one.</param>
    public Answer Connect(string text, IEnumerable<KeyValuePair<string, string?>> environment)
    {
        lock (EnvironmentLock)
        {
            foreach (var (name, value) in environment)
                _ = value is null ? unsetenv(name) : setenv(name, value, 1);
            nint[] keywords = [Marshal.StringToCoTaskMemUTF8("dbname"), 0];
            nint[] values = [Marshal.StringToCoTaskMemUTF8(text), 0];
            var connection = connect(keywords, values, 1);
            try
            {
                var list = options(connection);
                var read = ReadOptions(list);
                freeOptions(list);
                return new(
                    read,
                    Text(error(connection)).TrimEnd('\n') is { Length: > 0 } failure ? failure : null,
                    Text(password(connection))
                );
            }
            finally
            {
                finish(connection);
                Marshal.FreeCoTaskMem(keywords[0]);
                Marshal.FreeCoTaskMem(values[0]);
            }
        }
    }

    /// <summary>libpq's own table: keyword, environment variable, compiled default, and whether a password dialog would hide it.</summary>
    public IReadOnlyList<(string Keyword, string? Environment, string? Compiled, bool IsHidden)> Keywords()
    {
        lock (EnvironmentLock)
        {
            var rows = new List<(string, string?, string?, bool)>();
            var list = defaults();
            for (var at = list; Marshal.PtrToStructure<Option>(at) is { Keyword: not 0 } option; at += Marshal.SizeOf<Option>())
                rows.Add(
                    (
                        Text(option.Keyword),
                        Marshal.PtrToStringUTF8(option.EnvironmentName),
                        Marshal.PtrToStringUTF8(option.Compiled),
                        Text(option.Display) == "*"
                    )
                );
            freeOptions(list);
            return rows;
        }
    }

    static Dictionary<string, string> ReadOptions(nint list)
    {
        var read = new Dictionary<string, string>();
        for (var at = list; Marshal.PtrToStructure<Option>(at) is { Keyword: not 0 } option; at += Marshal.SizeOf<Option>())
            if (option.Value != 0)
                read[Text(option.Keyword)] = Text(option.Value);
        return read;
    }

    static string Text(nint pointer) => Marshal.PtrToStringUTF8(pointer) ?? "";

    static LibpqParser? Load()
    {
        foreach (var folder in Candidates())
        {
            var file = Directory.Exists(folder) ? Path.Combine(folder, "libpq.so.5") : folder;
            if (File.Exists(file) && NativeLibrary.TryLoad(file, out var library))
                return new(library);
        }
        return null;
    }

    static IEnumerable<string> Candidates()
    {
        if (Environment.GetEnvironmentVariable("DIALTONE_LIBPQ18") is { Length: > 0 } named)
            yield return named;
        if (PostgresInstallation.Find(PostgresRelease.V18)?.Libraries is { } libraries)
            yield return libraries;
    }

    [StructLayout(LayoutKind.Sequential)]
    readonly struct Option
    {
        public readonly nint Keyword;
        public readonly nint EnvironmentName;
        public readonly nint Compiled;
        public readonly nint Value;
        public readonly nint Label;
        public readonly nint Display;
        public readonly int Size;
    }

    delegate nint DefaultsFunction();
    delegate nint ParseFunction(nint text, out nint message);
    delegate nint ConnectFunction(nint[] keywords, nint[] values, int expandDatabase);
    delegate nint StateFunction(nint connection);
    delegate void ReleaseFunction(nint pointer);

    // The managed environment is a copy that libpq does not see.
    [DllImport("libc", CharSet = CharSet.Ansi)]
    static extern int setenv(string name, string value, int overwrite);

    [DllImport("libc", CharSet = CharSet.Ansi)]
    static extern int unsetenv(string name);
}
