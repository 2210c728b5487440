using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;
using Shop.Loyalty;

namespace Shop.Web.Commands;

/// <summary>Plays the points journal again: exit code 0 when balances and lots are what it says, or were put right, 1 when they are not, 2 when it could not look.</summary>
public sealed class ReplayCommand : Command
{
    private const int Shown = 50;

    public override IReadOnlyList<string> Words => ["replay"];
    public override string Purpose => "Builds points balances and lots again from the journal, account by account, and tells where what is stored differs.";
    public override IReadOnlyDictionary<string, string> Flags => new Dictionary<string, string> { ["write"] = "puts right what differs; the shop may be open" };

    protected override async Task<int> Run(WebApplication app, IServiceProvider services, CommandArguments arguments, CancellationToken ct)
    {
        var database = services.GetRequiredService<ShopDb>().Database;
        if (database.IsSqlite() && database.GetDbConnection().DataSource is var file && !File.Exists(file)) throw new RuleBroken($"There is no database {file}. Say with --data where the shop keeps its data.");
        var replay = services.GetRequiredService<ReplayJournal>();
        var (found, mended) = (0, 0);
        try
        {
            if (!await services.GetRequiredService<SchemaUpdate>().IsCurrent(ct)) throw new RuleBroken("The database has the schema of another version. Start this version once, so that it is brought up to date.");
            await foreach (var one in replay.Run(arguments.Has("write"), ct))
            {
                if (++found <= Shown) Console.WriteLine($"- {one.Sentence}{(one.Mended ? " Put right." : "")}");
                if (one.Mended) mended++;
            }
        }
        catch (DbException unreadable)
        {
            await Console.Error.WriteLineAsync($"The database cannot be read or written: {unreadable.Message}");
            return 2;
        }
        if (found > Shown) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"… and {found - Shown:N0} more"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{replay.Replayed:N0} accounts replayed: {(found == 0 ? "all are as their journal says" : $"{found:N0} differences, {mended:N0} put right")}."));
        return found == mended ? 0 : 1;
    }
}
