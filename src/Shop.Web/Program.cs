using Shop.Accounts;
using Shop.Auditing;
using Shop.Catalog;
using Shop.Crm;
using Shop.Customers;
using Shop.Data;
using Shop.Demo;
using Shop.Desk;
using Shop.Imports;
using Shop.Insights;
using Shop.Loyalty;
using Shop.Mail;
using Shop.Ordering;
using Shop.Promotions;
using Shop.Search;
using Shop.Web;
using Shop.Web.Accounts;
using Shop.Web.BackOffice.Lists;
using Shop.Web.Commands;
using Shop.Web.Doors;
using Shop.Web.Health;
using Shop.Web.Html;
using Shop.Web.Jobs;
using Shop.Web.Mail;
using Shop.Web.Storefront;
using Shop.Web.Storefront.Ordering;
using Shop.Web.Storefront.Wishes;
using Shop.Web.Telemetry;
using Shop.Web.TestGateway;
using Shop.Wishes;

var line = CommandLine.Read(args);
if (line.Answered is { } exitCode) return exitCode;

var builder = WebApplication.CreateBuilder(line.ForHost);
builder.Configuration.AddInMemoryCollection(line.Settings);
builder.Host.UseDefaultServiceProvider((context, o) => (o.ValidateScopes, o.ValidateOnBuild) = (!context.HostingEnvironment.IsProduction(), true));
builder.Logging.ClearProviders().AddConsoleFor(builder.Environment);
builder.WebHost.ConfigureKestrel(o => o.AddServerHeader = false);

if (builder.Environment.IsDevelopment() && builder.Configuration.GetValue<int>("Clock:DaysAhead") is not 0 and var days) builder.Services.AddSingleton<TimeProvider>(new ClockAhead(TimeSpan.FromDays(days)));
builder.Services.AddShopDb(builder.Configuration)
    .AddMail(builder.Configuration).AddAccounts(builder.Configuration).AddCustomers()
    .AddCatalog().AddSearch(builder.Configuration).AddPromotions().AddOrdering(builder.Configuration).AddLoyalty().AddWishes().AddCrm().AddDemo(builder.Configuration).AddImports().AddAuditing().AddDesk().AddInsights();
builder.Services.AddDoors(builder.Configuration).AddJobs().AddHealth().AddTelemetry(builder.Configuration).AddPaymentPages(builder.Configuration, builder.Environment);
builder.Services.AddHtml().AddStorefront(builder.Configuration).AddOrderingPages().AddWishesPages().AddAccountPages(builder.Configuration).AddMailPages().AddLists();

var app = builder.Build();
if (line.Command is { } command) return await command.Run(app, line.Arguments);
if (!await app.OpenShop()) return 1;
app.UseDoors();
app.UseLastingFonts();
app.MapHealth();
app.MapStaticAssets().DisableRateLimiting(); // one page asks for dozens
app.MapControllers().WithStaticAssets();
await app.RunAsync();
return 0;

/// <summary>The entry point, public so that tests can start the shop.</summary>
public partial class Program;
