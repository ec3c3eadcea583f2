using System.Data.Common;
using System.Diagnostics;
using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.CSharp.RuntimeBinder;

namespace Dialtone.Shell.Evaluation;

/// <summary>The C# of one prompt: what was declared stays, input after input.</summary>
sealed class CSharpSession(ShellGlobals globals)
{
    static readonly string[] Usings =
    [
        "System",
        "System.Collections.Generic",
        "System.IO",
        "System.Linq",
        "System.Net.Http",
        "System.Text",
        "System.Threading",
        "System.Threading.Tasks",
        "System.Data",
        "System.Data.Common",
        "Dialtone",
        "Dialtone.Results",
    ];

    // What the compiler asks for by these names, wherever the types are.
    static readonly string[] Facades = ["System.Runtime", "System.Collections", "System.Threading", "System.Linq.Expressions"];

    readonly HashSet<string> declared = new(StringComparer.Ordinal);
    ScriptState<object?>? state;

    /// <summary>The names, types and values of the variables.</summary>
    public IEnumerable<(string Name, Type Type, object? Value)> Variables =>
        (state?.Variables ?? [])
            .GroupBy(variable => variable.Name)
            .Select(group => (group.Key, group.Last().Type, (object?)group.Last().Value));

    /// <summary>Whether C# knows something by a name.</summary>
    public bool IsBound(string name) =>
        name is "engine" or "connection" or "_" or "Out"
        || declared.Contains(name)
        || state?.Variables.Any(variable => variable.Name == name) == true;

    /// <summary>The value of a variable, if there is one.</summary>
    public (bool IsThere, object? Value) ValueOf(string name) =>
        state?.GetVariable(name) is { } variable ? (true, variable.Value) : (false, null);

    /// <summary>Forgets everything.</summary>
    public void Reset()
    {
        state = null;
        declared.Clear();
        globals._ = null;
        globals.Values.Clear();
    }

    /// <summary>Whether the compiler is loaded.</summary>
    public bool IsWarm { get; private set; }

    /// <summary>Loads the compiler, so that the first input need not wait for it.</summary>
    public async Task WarmAsync(CancellationToken cancellationToken)
    {
        _ = await CSharpScript.Create("1", Options(), typeof(ShellGlobals)).RunAsync(globals, cancellationToken);
        IsWarm = true;
    }

    /// <summary>Runs an input.</summary>
    /// <returns>Whether it has a value, and the value.</returns>
    /// <exception cref="CompilationErrorException">It is not C#, or names nothing that is there.</exception>
    /// <exception cref="OperationCanceledException">It was interrupted.</exception>
    public async Task<(bool HasValue, object? Value)> RunAsync(string code, CancellationToken cancellationToken)
    {
        // Whatever the input did before it failed stays done; variables that it declared are there with what they got.
        var before = state;
        state = await AbortableThread.RunAsync(token => SubmitAsync(before, code, token), cancellationToken);
        declared.UnionWith(CSharpText.DeclaredNames(code));
        if (state.Exception is { } exception)
        {
            throw exception;
        }

        return (HasResult(state), state.ReturnValue);
    }

    async Task<ScriptState<object?>> SubmitAsync(ScriptState<object?>? before, string code, CancellationToken cancellationToken)
    {
        try
        {
            return await RunOnceAsync(before, code, cancellationToken);
        }
        catch (CompilationErrorException exception)
            when (exception.Diagnostics.Any(diagnostic => diagnostic.Id == "CS1002") && CSharpText.Parses(code + ";"))
        {
            return await RunOnceAsync(before, code + ";", cancellationToken);
        }
    }

    Task<ScriptState<object?>> RunOnceAsync(ScriptState<object?>? before, string code, CancellationToken cancellationToken) =>
        before is null
            ? CSharpScript.Create<object?>(code, Options(), typeof(ShellGlobals)).RunAsync(globals, _ => true, cancellationToken)
            : before.ContinueWithAsync<object?>(code, null, _ => true, cancellationToken);

    // A declaration or a statement has none; an expression whose value is null has one.
    static bool HasResult(ScriptState<object?> state) =>
        state.ReturnValue is not null
        || state.Script.GetCompilation().GetSpecialType(SpecialType.System_Void) is { } nothing && EndsInExpression(state, nothing);

    static bool EndsInExpression(ScriptState<object?> state, INamedTypeSymbol nothing)
    {
        var compilation = state.Script.GetCompilation();
        var tree = compilation.SyntaxTrees.Last();
        return tree.GetRoot().ChildNodes().LastOrDefault()
                is Microsoft.CodeAnalysis.CSharp.Syntax.GlobalStatementSyntax
                {
                    Statement: Microsoft.CodeAnalysis.CSharp.Syntax.ExpressionStatementSyntax { SemicolonToken.IsMissing: true } last,
                }
            && !SymbolEqualityComparer.Default.Equals(compilation.GetSemanticModel(tree).GetTypeInfo(last.Expression).Type, nothing);
    }

    static ScriptOptions Options() =>
        ScriptOptions
            .Default.WithLanguageVersion(LanguageVersion.Preview)
            .WithImports(Usings)
            .WithReferences(References())
            .WithAllowUnsafe(false)
            .WithMetadataResolver(ScriptMetadataResolver.Default.WithBaseDirectory(Environment.CurrentDirectory))
            .WithSourceResolver(ScriptSourceResolver.Default.WithBaseDirectory(Environment.CurrentDirectory));

    static IEnumerable<Assembly> References() =>
        new[]
        {
            typeof(object),
            typeof(Enumerable),
            typeof(AsyncEnumerable),
            typeof(HashSet<>),
            typeof(SortedDictionary<,>),
            typeof(Console),
            typeof(Uri),
            typeof(HttpClient),
            typeof(Stopwatch),
            typeof(Regex),
            typeof(JsonSerializer),
            typeof(BigInteger),
            typeof(DbConnection),
            typeof(DynamicAttribute),
            typeof(RuntimeBinderException),
            typeof(Engine),
            typeof(ShellGlobals),
        }
            .Select(type => type.Assembly)
            .Concat(Facades.Select(Assembly.Load))
            .Distinct();
}
