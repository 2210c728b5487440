using System.Globalization;
using Microsoft.Extensions.Options;
using Shop.Data;
using Shop.Imports;

namespace Shop.Web.Commands;

/// <summary>Makes a shop of a retailer's file of order lines.</summary>
public sealed class ImportOrdersCommand : Command
{
    public override IReadOnlyList<string> Words => ["import", "orders"];
    public override IReadOnlyList<string> Values => ["FILE"];
    public override string Purpose => "Makes a shop of order lines (CSV or CSV.gz: invoice, product code, description, quantity, date, unit price, customer, country). Can be run again.";

    public override IReadOnlyDictionary<string, string> Options => new Dictionary<string, string>
    {
        ["currency"] = "the currency of the prices, such as GBP (needed); they include VAT",
        ["country"] = "where the shop sells from, such as GB; else the currency's country",
        ["name"] = "what the shop is called",
        ["time-zone"] = "whose clock the dates show, such as Europe/London; else the country's",
        ["date-format"] = "how dates are written, such as \"d/M/yyyy H:mm\"; else found out",
        ["decimal"] = "what stands before the pence: . or ,",
        ["report"] = "where every line that was not used is listed; else import-report.csv in the data folder",
    };

    protected override async Task<int> Run(WebApplication app, IServiceProvider services, CommandArguments arguments, CancellationToken ct)
    {
        var currency = arguments.Option("currency")?.ToUpperInvariant() ?? throw new UsageMistake("Say in which currency the prices are, for example --currency GBP.");
        var decimalPoint = arguments.Option("decimal") ?? ".";
        if (decimalPoint is not ("." or ",")) throw new UsageMistake("--decimal is . or ,");
        var settings = new ImportSettings(CommandLine.Resolve(arguments.Values[0]), currency, arguments.Option("country"), arguments.Option("name"), arguments.Option("time-zone"), arguments.Option("date-format"), decimalPoint[0]);
        var data = services.GetRequiredService<IOptions<DataOptions>>().Value;
        var report = arguments.Option("report") is { } path ? CommandLine.Resolve(path) : data.PathOf("import-report.csv");

        await services.GetRequiredService<SchemaUpdate>().Run(ct);
        var bar = new ProgressBar(Console.Out, moves: !Console.IsOutputRedirected);
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        var outcome = await services.GetRequiredService<ImportOrders>().Run(settings, report, now, p => bar.Show(p.Step, p.Done, p.Total, p.Unit), ct);
        bar.End();

        if (outcome is ImportOrders.DoneBefore before)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"This file was brought in on {before.At:d MMMM yyyy} at {before.At:HH:mm} UTC. Nothing was changed: the shop holds {before.OrdersInShop:N0} of {before.Report.Orders:N0} orders and {before.ReturnsInShop:N0} of {before.Report.Returns:N0} returns."));
        }
        Console.WriteLine();
        Console.WriteLine(outcome.Report.Table());
        if (outcome is not ImportOrders.DoneBefore)
        {
            Console.WriteLine();
            Console.WriteLine($"Every line that was not used is listed in {report}.");
        }
        return 0;
    }
}
