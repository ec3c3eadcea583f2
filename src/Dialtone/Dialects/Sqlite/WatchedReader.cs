using System.Collections;
using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Dialtone.Dialects.Sqlite;

/// <summary>The driver's reader, each of its steps under the watch of the connection.</summary>
sealed class WatchedReader(SqliteDataReader inner, SqliteSession session, TimeSpan limit) : DbDataReader
{
    static readonly Task<bool> Yes = Task.FromResult(true);
    static readonly Task<bool> No = Task.FromResult(false);
    bool hasFailed;

    /// <summary>The statement whose row is read.</summary>
    public sqlite3_stmt? Handle => inner.Handle;

    public override int Depth => inner.Depth;

    public override int FieldCount => inner.FieldCount;

    public override bool HasRows => inner.HasRows;

    public override bool IsClosed => inner.IsClosed;

    public override int RecordsAffected => inner.RecordsAffected;

    public override object this[int ordinal] => inner[ordinal];

    public override object this[string name] => inner[name];

    public override bool Read() => Step(inner.Read, CancellationToken.None);

    public override bool NextResult() => Step(inner.NextResult, CancellationToken.None);

    public override Task<bool> ReadAsync(CancellationToken cancellationToken) => StepAsync(inner.Read, cancellationToken);

    public override Task<bool> NextResultAsync(CancellationToken cancellationToken) => StepAsync(inner.NextResult, cancellationToken);

    public override DataTable? GetSchemaTable() => inner.GetSchemaTable();

    public override string GetName(int ordinal) => inner.GetName(ordinal);

    public override int GetOrdinal(string name) => inner.GetOrdinal(name);

    public override string GetDataTypeName(int ordinal) => inner.GetDataTypeName(ordinal);

    [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties | DynamicallyAccessedMemberTypes.PublicFields)]
    public override Type GetFieldType(int ordinal) => inner.GetFieldType(ordinal);

    public override bool IsDBNull(int ordinal) => inner.IsDBNull(ordinal);

    public override object GetValue(int ordinal) => inner.GetValue(ordinal);

    public override int GetValues(object[] values) => inner.GetValues(values);

    public override T GetFieldValue<T>(int ordinal) => inner.GetFieldValue<T>(ordinal);

    public override bool GetBoolean(int ordinal) => inner.GetBoolean(ordinal);

    public override byte GetByte(int ordinal) => inner.GetByte(ordinal);

    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) =>
        inner.GetBytes(ordinal, dataOffset, buffer, bufferOffset, length);

    public override char GetChar(int ordinal) => inner.GetChar(ordinal);

    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) =>
        inner.GetChars(ordinal, dataOffset, buffer, bufferOffset, length);

    public override DateTime GetDateTime(int ordinal) => inner.GetDateTime(ordinal);

    public override decimal GetDecimal(int ordinal) => inner.GetDecimal(ordinal);

    public override double GetDouble(int ordinal) => inner.GetDouble(ordinal);

    public override float GetFloat(int ordinal) => inner.GetFloat(ordinal);

    public override Guid GetGuid(int ordinal) => inner.GetGuid(ordinal);

    public override short GetInt16(int ordinal) => inner.GetInt16(ordinal);

    public override int GetInt32(int ordinal) => inner.GetInt32(ordinal);

    public override long GetInt64(int ordinal) => inner.GetInt64(ordinal);

    public override string GetString(int ordinal) => inner.GetString(ordinal);

    public override Stream GetStream(int ordinal) => inner.GetStream(ordinal);

    public override TextReader GetTextReader(int ordinal) => inner.GetTextReader(ordinal);

    public override IEnumerator GetEnumerator() => new DbEnumerator(this, closeReader: false);

    public override void Close()
    {
        if (inner.IsClosed)
        {
            return;
        }

        // The driver runs the rest of a script when its reader is closed. After a failure nothing more may run.
        session.RefusesStatements = hasFailed;
        try
        {
            using var scope = session.Watch.Enter(limit, CancellationToken.None);
            inner.Dispose();
        }
        finally
        {
            session.RefusesStatements = false;
        }
    }

    Task<bool> StepAsync(Func<bool> step, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            // The caller gives the statement up here: what follows it in the script must not run either.
            hasFailed = true;
            return Task.FromCanceled<bool>(cancellationToken);
        }

        try
        {
            return Step(step, cancellationToken) ? Yes : No;
        }
        catch (Exception exception)
        {
            return Task.FromException<bool>(exception);
        }
    }

    bool Step(Func<bool> step, CancellationToken cancellationToken)
    {
        using var scope = session.Watch.Enter(limit, cancellationToken);
        try
        {
            return step();
        }
        catch (SqliteException exception) when (session.Watch.Ended(exception) is { } reason)
        {
            hasFailed = true;
            throw reason;
        }
        catch
        {
            hasFailed = true;
            throw;
        }
    }
}
