using Dialtone.Cli.Demo;

namespace Dialtone.Cli.Tests.Demo;

public sealed class PostgresPackageTests
{
    [Theory]
    [InlineData("ID=debian", "apt install postgresql")]
    [InlineData("NAME=\"Linux Mint\"\nID=linuxmint\nID_LIKE=\"ubuntu debian\"", "apt install postgresql")]
    [InlineData("ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"", "dnf install postgresql-server")]
    [InlineData("ID=\"opensuse-tumbleweed\"\nID_LIKE=\"opensuse suse\"", "zypper install postgresql-server")]
    [InlineData("ID=arch", "pacman -S postgresql")]
    [InlineData("ID=alpine", "apk add postgresql")]
    [InlineData("ID=somethingelse", "https://www.postgresql.org/download/")]
    [InlineData("", "https://www.postgresql.org/download/")]
    public void Advice_fits_the_distribution(string release, string expected) =>
        Assert.Contains(expected, PostgresPackage.AdviceForLinux(release.Split('\n')), StringComparison.Ordinal);
}
