using Shop.Kernel;

namespace Shop.Web.Commands;

/// <summary>A job the same program does on the command line and then ends: 0 done, 1 refused or found something wrong, 2 could not be done.</summary>
public abstract class Command
{
    /// <summary>“import orders”.</summary>
    public abstract IReadOnlyList<string> Words { get; }

    /// <summary>What must follow the words, as shown in the usage.</summary>
    public virtual IReadOnlyList<string> Values => [];
    public abstract string Purpose { get; }
    public virtual IReadOnlyDictionary<string, string> Options => new Dictionary<string, string>();
    public virtual IReadOnlyDictionary<string, string> Flags => new Dictionary<string, string>();

    /// <summary>Settings the command needs, whatever the shop's are.</summary>
    public virtual IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>();

    public async Task<int> Run(WebApplication app, CommandArguments arguments)
    {
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) => (pressed.Cancel, _) = (true, stop.CancelAsync());
        try
        {
            using var scope = app.Services.CreateScope();
            return await Run(app, scope.ServiceProvider, arguments, stop.Token);
        }
        catch (Exception refused) when (refused is RuleBroken or UsageMistake)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 2;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Stopped.");
            return 2;
        }
    }

    protected abstract Task<int> Run(WebApplication app, IServiceProvider services, CommandArguments arguments, CancellationToken ct);
}

/// <summary>What was given to a command besides its words.</summary>
public sealed class CommandArguments
{
    public static readonly CommandArguments None = new();

    public List<string> Values { get; } = [];
    public Dictionary<string, string> Options { get; } = [];

    public bool Has(string flag) => Options.ContainsKey(flag);

    public string? Option(string name) => Options.GetValueOrDefault(name);
}
