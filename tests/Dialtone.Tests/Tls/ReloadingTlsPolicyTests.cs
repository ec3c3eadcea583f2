using Dialtone.Errors;
using Dialtone.Tls;

namespace Dialtone.Tests.Tls;

public sealed class ReloadingTlsPolicyTests : IDisposable
{
    static readonly TestCertificate Root = TestCertificate.Root("Root");

    readonly TestFolder folder = new();
    readonly TlsSettings settings;

    public ReloadingTlsPolicyTests()
    {
        settings = new()
        {
            RootFile = TlsFiles.Default(folder["root.crt"], "sslrootcert"),
            RevocationDirectory = TlsFiles.RevocationFolder(folder["lists"]),
            CertificateFile = TlsFiles.Default(folder["client.crt"], "sslcert"),
            KeyFile = TlsFiles.Default(folder["client.key"], "sslkey"),
        };
        Directory.CreateDirectory(folder["lists"]);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Keeps_the_policy_while_nothing_changes()
    {
        WriteClient("alice");
        var holder = new ReloadingTlsPolicy(settings, TimeProvider.System);

        Assert.Same(holder.Current(), holder.Current());
        Assert.Equal("CN=alice", holder.Current().ClientCertificates[0].Subject);
    }

    [Fact]
    public void Loads_again_when_files_appear_change_or_vanish()
    {
        var holder = new ReloadingTlsPolicy(settings, TimeProvider.System);
        Assert.False(holder.Current().VerifiesChain);

        folder.Write("root.crt", Root.Pem);
        Assert.True(holder.Current().VerifiesChain);

        WriteClient("alice");
        Assert.Equal("CN=alice", holder.Current().ClientCertificates[0].Subject);

        WriteClient("bob");
        Assert.Equal("CN=bob", holder.Current().ClientCertificates[0].Subject);

        File.Delete(folder["client.crt"]);
        Assert.False(holder.Current().HasClientCertificate);

        File.Delete(folder["root.crt"]);
        Assert.False(holder.Current().VerifiesChain);
    }

    [Fact]
    public void Notices_a_file_of_the_same_length_and_time()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs the inode");
        folder.Write("root.crt", Root.Pem);
        var holder = new ReloadingTlsPolicy(settings, TimeProvider.System);
        var policy = holder.Current();

        var copy = folder.Write("new.crt", Root.Pem);
        File.SetLastWriteTimeUtc(copy, File.GetLastWriteTimeUtc(folder["root.crt"]));
        File.Move(copy, folder["root.crt"], overwrite: true);

        Assert.NotSame(policy, holder.Current());
    }

    [Fact]
    public void Notices_new_and_changed_revocation_lists()
    {
        folder.Write("root.crt", Root.Pem);
        var holder = new ReloadingTlsPolicy(settings, TimeProvider.System);
        var leaf = Root.Leaf("server");
        Assert.Throws<DatabaseException>(() => holder.Current().Verify(leaf.Certificate, [], null));

        var path = $"lists/{CanonicalName.Of(Root.Certificate.SubjectName.RawData).FileName()}.r0";
        folder.Write(path, TestRevocationList.Of(Root));
        holder.Current().Verify(leaf.Certificate, [], null);

        folder.Write(path, TestRevocationList.Of(Root, list => list.Revoke(leaf)));
        Assert.Throws<DatabaseException>(() => holder.Current().Verify(leaf.Certificate, [], null));
    }

    [Fact]
    public void A_load_that_fails_is_tried_again()
    {
        WriteClient("alice");
        var holder = new ReloadingTlsPolicy(settings, TimeProvider.System);
        var first = holder.Current();
        File.Delete(folder["client.key"]);
        Assert.Throws<DatabaseException>(holder.Current);
        Assert.Throws<DatabaseException>(holder.Current);

        WriteClient("bob");
        Assert.Equal("CN=bob", holder.Current().ClientCertificates[0].Subject);
        Assert.Equal("CN=alice", first.ClientCertificates[0].Subject);
    }

    [Fact]
    public async Task Many_threads_get_one_policy()
    {
        WriteClient("alice");
        var holder = new ReloadingTlsPolicy(settings, TimeProvider.System);

        var policies = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(holder.Current)));

        Assert.Single(policies.Distinct());
    }

    void WriteClient(string name)
    {
        var client = Root.Leaf(name);
        folder.Write("client.key", client.KeyPem);
        folder.Write("client.crt", client.Pem);
    }
}
