using Dialtone.Servers;

[assembly: AssemblyFixture(typeof(TestServers))]
