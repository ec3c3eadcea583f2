using System.Runtime.InteropServices;

namespace Dialtone.Libpq.Worker;

/// <summary>A libpq, loaded from its file: connects, asks, says what came of it.</summary>
sealed class Libpq
{
    const int Ok = 0;
    const int RowsFollow = 2;

    readonly ConnectFunction connect;
    readonly StatusFunction status;
    readonly StateFunction error;
    readonly QuestionFunction execute;
    readonly StatusFunction resultStatus;
    readonly StatusFunction columns;
    readonly ValueFunction value;
    readonly ReleaseFunction clear;
    readonly ReleaseFunction finish;

    Libpq(nint library)
    {
        connect = Function<ConnectFunction>("PQconnectdbParams");
        status = Function<StatusFunction>("PQstatus");
        error = Function<StateFunction>("PQerrorMessage");
        execute = Function<QuestionFunction>("PQexec");
        resultStatus = Function<StatusFunction>("PQresultStatus");
        columns = Function<StatusFunction>("PQnfields");
        value = Function<ValueFunction>("PQgetvalue");
        clear = Function<ReleaseFunction>("PQclear");
        finish = Function<ReleaseFunction>("PQfinish");

        T Function<T>(string name)
            where T : Delegate => Marshal.GetDelegateForFunctionPointer<T>(NativeLibrary.GetExport(library, name));
    }

    public static Libpq Load(string file) => new(NativeLibrary.Load(file));

    /// <summary>Connects with the target where psql puts it: as the database's name, to be expanded.</summary>
    public Task<LibpqAnswer> AskAsync(LibpqRequest request) => Task.FromResult(Ask(request));

    LibpqAnswer Ask(LibpqRequest request)
    {
        var target = Marshal.StringToCoTaskMemUTF8(request.Target);
        var (keywords, values) = (new[] { Name("dbname"), Name("fallback_application_name"), 0 }, new[] { target, Name("psql"), 0 });
        var connection = connect(keywords, values, 1);
        try
        {
            return status(connection) == Ok ? Question(connection, request.Question) : new(null, Text(error(connection)));
        }
        finally
        {
            finish(connection);
            foreach (var text in keywords.Concat(values))
                Marshal.FreeCoTaskMem(text);
        }

        static nint Name(string text) => Marshal.StringToCoTaskMemUTF8(text);
    }

    LibpqAnswer Question(nint connection, string question)
    {
        var text = Marshal.StringToCoTaskMemUTF8(question);
        var result = execute(connection, text);
        Marshal.FreeCoTaskMem(text);
        try
        {
            return resultStatus(result) == RowsFollow
                ? new([.. Enumerable.Range(0, columns(result)).Select(column => Text(value(result, 0, column)))], "")
                : new(null, Text(error(connection)));
        }
        finally
        {
            clear(result);
        }
    }

    static string Text(nint pointer) => Marshal.PtrToStringUTF8(pointer) ?? "";

    delegate nint ConnectFunction(nint[] keywords, nint[] values, int expandDatabase);
    delegate int StatusFunction(nint pointer);
    delegate nint StateFunction(nint connection);
    delegate nint QuestionFunction(nint connection, nint question);
    delegate nint ValueFunction(nint result, int row, int column);
    delegate void ReleaseFunction(nint pointer);
}
