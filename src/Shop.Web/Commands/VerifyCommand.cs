using System.Data.Common;
using System.Globalization;
using Shop.Auditing;

namespace Shop.Web.Commands;

/// <summary>Lets the auditor look: exit code 0 when all is well, 1 when something is wrong, 2 when it could not look.</summary>
public sealed class VerifyCommand : Command
{
    private const int Shown = 50;

    public override IReadOnlyList<string> Words => ["verify"];
    public override string Purpose => "Recomputes from the rows themselves what must always be true, and names each row that is wrong. Only reads; the shop may be open.";

    protected override async Task<int> Run(WebApplication app, IServiceProvider services, CommandArguments arguments, CancellationToken ct)
    {
        IReadOnlyList<AuditedInvariant> audited;
        try
        {
            audited = await services.GetRequiredService<Auditor>().Run(ct);
        }
        catch (DbException unreadable)
        {
            await Console.Error.WriteLineAsync($"The database cannot be read: {unreadable.Message}");
            return 2;
        }

        foreach (var one in audited) Tell(one);
        var wrong = audited.Sum(a => a.Violations.Count);
        Console.WriteLine();
        Console.WriteLine(wrong == 0 ? "All is well." : string.Create(CultureInfo.InvariantCulture, $"{wrong:N0} violations."));
        return wrong == 0 ? 0 : 1;
    }

    private static void Tell(AuditedInvariant one)
    {
        var result = one.Violations.Count > 0 ? $"{one.Violations.Count} wrong" : "ok";
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{one.Id,-7} {result,-9} {one.Remark ?? $"{one.Checked:N0} {one.Things}"}: {one.Promise}"));
        foreach (var violation in one.Violations.Take(Shown)) Console.WriteLine($"        - {violation}");
        if (one.Violations.Count > Shown) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"        … and {one.Violations.Count - Shown:N0} more"));
    }
}
