using Dialtone.Parameters;

namespace Dialtone.Tests.Parameters;

public sealed class ResolutionContextTests
{
    [Fact]
    public void The_system_context_is_this_process()
    {
        var context = ResolutionContext.System;
        Assert.Equal(Environment.UserName, context.UserName);
        Assert.Equal(Environment.GetEnvironmentVariable("PATH"), context.Environment("PATH"));
        Assert.Null(context.Environment("DIALTONE_NO_SUCH_VARIABLE"));
        Assert.Equal(Directory.GetCurrentDirectory(), context.CurrentDirectory);
        Assert.Equal(OperatingSystem.IsWindows(), context.DefaultSocketDirectory is null);
        Assert.True(context.HomeDirectory is null || Path.IsPathRooted(context.HomeDirectory));
    }

    [Fact]
    public void Without_socket_folder_the_host_is_localhost()
    {
        using var sandbox = new SandboxContext();
        var host = Target.Parse(null, []).Resolve(sandbox.Context with { DefaultSocketDirectory = null }).Hosts[0];
        Assert.Equal(("localhost", false), (host.Host, host.IsSocket));
    }
}
