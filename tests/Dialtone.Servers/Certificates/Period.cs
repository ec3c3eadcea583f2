namespace Dialtone.Servers.Certificates;

/// <summary>From when until when a certificate holds.</summary>
readonly record struct Period(DateTimeOffset Start, DateTimeOffset End)
{
    public static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public static Period Of(Validity validity) =>
        validity switch
        {
            Validity.Expired => new(Now.AddDays(-60), Now.AddDays(-1)),
            Validity.NotYetValid => new(Now.AddDays(30), Now.AddDays(60)),
            _ => new(Now.AddDays(-90), Now.AddDays(365)),
        };
}
