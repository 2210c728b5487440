using System.Collections.Concurrent;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Shop.Accounts;
using Shop.Catalog;
using Shop.Data;
using Shop.Mail;
using Shop.Payments;
using Shop.Payments.TestGateway;
using Shop.Web.Jobs;
using Shop.Web.Mail;
using Shop.Web.Payments;
using Shop.Web.TestGateway;

namespace Shop.Tests;

/// <summary>
/// The shop, started in this process for one test class, with a database, a folder and a clock of its own.
/// Nothing happens by itself: the courier and the jobs run when a test says <see cref="Settle"/>.
/// A class that needs other settings derives its own factory and overrides <see cref="Settings"/>.
/// </summary>
public class ShopFactory : WebApplicationFactory<Program>
{
    /// <summary>A hundredth of the shop's own rounds: the tests hash thousands of passwords, and one of them holds what a real shop does.</summary>
    public const int PasswordRounds = Passwords.Iterations / 100;

    private readonly TestDatabase _database;
    private readonly CapturedLog _log = new();
    private readonly bool _isSecondNode;

    public ShopFactory() : this(TestDatabase.Migrated(), new TestClock())
    {
        if (OpensWithProfile) InDb(db => { db.Add(ShopProfile.Open("Test shop", "EUR", "NO", "Europe/Oslo", Clock.Now)); return db.SaveChangesAsync(); }, _database).GetAwaiter().GetResult();
    }

    /// <summary>Another node of the same shop: the same database and clock, a memory of its own.</summary>
    protected ShopFactory(ShopFactory first) : this(first._database, first.Clock) => _isSecondNode = true;

    private ShopFactory(TestDatabase database, TestClock clock)
    {
        (_database, Clock) = (database, clock);
        ClientOptions.BaseAddress = new Uri("https://localhost"); // the shop's cookies are Secure
        ClientOptions.AllowAutoRedirect = false;
        ClientOptions.HandleCookies = false; // Visitor keeps them, by the test's clock
    }

    public TestClock Clock { get; }

    /// <summary>The folder in which this shop keeps its files.</summary>
    public string Folder => _database.Folder;

    /// <summary>What the shop logged as an error, oldest first.</summary>
    public IReadOnlyCollection<string> Errors => _log.Errors;

    /// <summary>What differs from the shop's own settings; keys as in appsettings.json.</summary>
    protected virtual Dictionary<string, string?> Settings => [];

    /// <summary>Services replaced by fakes of what is outside the shop.</summary>
    protected virtual void Replace(IServiceCollection services) { }

    /// <summary>Whether a shop is already open in the database; false leaves it to the test.</summary>
    protected virtual bool OpensWithProfile => true;

    /// <summary>Speaks to the shop; keeps no cookies and follows no redirects, because a visitor does that.</summary>
    protected virtual HttpClient NewClient() => CreateClient();

    /// <summary>A new person with an empty cookie jar.</summary>
    public Visitor Visitor() => new(NewClient(), Clock, () => string.Join("\n", Errors.TakeLast(2)));

    public async Task<T> InDb<T>(Func<ShopDb, Task<T>> ask)
    {
        using var scope = Services.CreateScope();
        return await ask(scope.ServiceProvider.GetRequiredService<ShopDb>());
    }

    /// <summary>Uses a service of the shop in a scope of its own.</summary>
    public async Task<T> With<TService, T>(Func<TService, Task<T>> use) where TService : notnull
    {
        using var scope = Services.CreateScope();
        return await use(scope.ServiceProvider.GetRequiredService<TService>());
    }

    public async Task With<TService>(Func<TService, Task> use) where TService : notnull
    {
        using var scope = Services.CreateScope();
        await use(scope.ServiceProvider.GetRequiredService<TService>());
    }

    /// <summary>Puts a product into the shop.</summary>
    public Task<Product> Have(ProductBuilder product) => InDb(db => product.Save(db, Clock.Now));

    /// <summary>Lets the test gateway send the notices that are due, and the shop act on what came.</summary>
    public async Task HearFromGateway()
    {
        await Services.GetRequiredService<SendTestNotices>().Run(CreateClient(), default);
        await Services.GetRequiredService<ReadPaymentNotices>().Run(default);
    }

    /// <summary>Lets everything waiting happen: saved events are told, each job of the timetable runs and mail is sent, until a round finds nothing to tell.</summary>
    public async Task Settle()
    {
        for (var round = 0; round < 20; round++)
        {
            await Tell();
            foreach (var line in Services.GetRequiredService<Timetable>().Lines) await Run(line);
            await With<SendWaitingMail>(mail => mail.Run(default));
            if (await Tell() == 0) return;
        }
        throw new InvalidOperationException("The shop does not come to rest: each round makes new events.");
    }

    /// <summary>Tells saved events until none is due; returns how many were told.</summary>
    public async Task<int> Tell()
    {
        var courier = Services.GetRequiredService<EventCourier>();
        var told = 0;
        while (await courier.DeliverWaiting(default) is var some and > 0) told += some;
        return told;
    }

    /// <summary>Runs one job of the timetable now.</summary>
    public Task RunJob<TJob>() => Run(Services.GetRequiredService<Timetable>().Lines.Single(l => l.Job == typeof(TJob).Name));

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Testing");
        foreach (var (key, value) in _database.Settings) builder.UseSetting(key, value);
        builder.UseSetting("Demo:Enabled", "false");
        builder.UseSetting("Shop:BaseUrl", "https://localhost");
        builder.UseSetting("Payments:Provider", "test");
        builder.UseSetting("Accounts:StaffNeedSecondFactor", "false");
        builder.UseSetting("Storefront:OutputCache", "false"); // tests change what is on show past the events; those of the shelf turn it on
        builder.UseSetting("Limits:RequestsPerMinute", "0");
        builder.UseSetting("Limits:SensitivePerMinute", "0");
        foreach (var (key, value) in Settings) builder.UseSetting(key, value);
        builder.ConfigureLogging(log => log.ClearProviders().AddProvider(_log));
        builder.ConfigureTestServices(services =>
        {
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
            services.Configure<PasswordHasherOptions>(o => o.IterationCount = PasswordRounds);
            foreach (var loop in services.Where(RunsByItself).ToList()) services.Remove(loop);
            // An embedded database belongs to one process; here two nodes of one process share it, to see what they would do on a server.
            if (_isSecondNode) services.Replace(ServiceDescriptor.Singleton(new DatabaseLock(Microsoft.Extensions.Options.Options.Create(new DataOptions { Directory = Path.Combine(Folder, "second") }))));
            Replace(services);
        });
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && !_isSecondNode) _database.Dispose();
        _log.Dispose();
    }

    private async Task Run(TimetableLine line)
    {
        using var scope = Services.CreateScope();
        await line.Run(scope.ServiceProvider, default);
    }

    private static async Task InDb(Func<ShopDb, Task> write, TestDatabase database)
    {
        await using var services = database.Services();
        using var scope = services.CreateScope();
        await write(scope.ServiceProvider.GetRequiredService<ShopDb>());
    }

    private static bool RunsByItself(ServiceDescriptor service) =>
        service.ServiceType == typeof(IHostedService) &&
        (service.ImplementationType?.Name.EndsWith("Loop", StringComparison.Ordinal) == true || service.ImplementationType == typeof(TimetableStart)
            || service.ImplementationType?.Namespace?.StartsWith("Quartz", StringComparison.Ordinal) == true);

    private sealed class CapturedLog : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Errors { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) Errors.Enqueue($"{formatter(state, exception)}\n{exception}");
        }

        public void Dispose() { }
    }
}
