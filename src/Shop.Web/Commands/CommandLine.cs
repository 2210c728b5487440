namespace Shop.Web.Commands;

/// <summary>What the process was started for: to serve the shop, or to do one job and end. A mistake is answered with the usage and exit code 2.</summary>
public sealed class CommandLine
{
    private static readonly IReadOnlyList<Command> All = [new SeedCommand(), new ImportOrdersCommand(), new VerifyCommand(), new ReplayCommand(), new BenchTiersCommand(), new BenchListsCommand(), new BenchImportCommand()];
    private static readonly string[] HostOptions = ["urls", "environment", "contentRoot", "applicationName"];

    private CommandLine() { }

    /// <summary>Null when the shop is to be served.</summary>
    public Command? Command { get; private init; }
    public CommandArguments Arguments { get; private init; } = CommandArguments.None;

    /// <summary>The exit code of a line that needs nothing more: help, or a mistake.</summary>
    public int? Answered { get; private init; }

    /// <summary>What the host reads itself.</summary>
    public string[] ForHost { get; private init; } = [];

    /// <summary>Settings that options stand for.</summary>
    public Dictionary<string, string?> Settings { get; } = [];

    public static CommandLine Read(string[] args)
    {
        var words = args.TakeWhile(a => !a.StartsWith('-')).ToList();
        if (words is ["help", ..] || args is ["--help" or "-h", ..])
        {
            Console.Out.WriteLine(Usage(All));
            return new CommandLine { Answered = 0 };
        }

        var command = All.FirstOrDefault(c => c.Words.SequenceEqual(words.Take(c.Words.Count)));
        if (words.Count > 0 && command is null) return Mistake($"There is no command “{string.Join(' ', words.Take(2))}”.", All);

        try
        {
            var (own, host, settings) = Sort(args.Skip(command?.Words.Count ?? 0), command);
            var line = new CommandLine { Command = command, Arguments = own, ForHost = [.. HomeOf(host), .. host] };
            foreach (var (key, value) in settings.Concat(command?.Settings ?? new Dictionary<string, string?>())) line.Settings[key] = value;
            return line;
        }
        catch (UsageMistake mistake)
        {
            return Mistake(mistake.Message, command is null ? All : [command]);
        }
    }

    /// <summary>The folder the person typed the command in. “dotnet run --project” starts the process in the project's folder and leaves the shell's in PWD.</summary>
    internal static string FolderOfTheShell(string current, string? pwd) =>
        pwd is { Length: > 0 } && File.Exists(Path.Combine(current, "Shop.Web.csproj")) && Directory.Exists(pwd) ? pwd : current;

    // A published shop that is started from another folder still finds its settings and its pages beside its binary.
    private static IEnumerable<string> HomeOf(string[] host) =>
        File.Exists("appsettings.json") || host.Any(o => o.StartsWith("--contentRoot", StringComparison.OrdinalIgnoreCase)) ? [] : [$"--contentRoot={AppContext.BaseDirectory}"];

    internal static string Resolve(string path) =>
        Path.GetFullPath(path, FolderOfTheShell(Directory.GetCurrentDirectory(), Environment.GetEnvironmentVariable("PWD")));

    private static (CommandArguments Own, string[] Host, Dictionary<string, string?> Settings) Sort(IEnumerable<string> args, Command? command)
    {
        var (own, host, settings) = (new CommandArguments(), new List<string>(), new Dictionary<string, string?>());
        var waiting = new Queue<string>(args);
        while (waiting.TryDequeue(out var arg))
        {
            if (!arg.StartsWith("--", StringComparison.Ordinal))
            {
                if (own.Values.Count == (command?.Values.Count ?? 0)) throw new UsageMistake($"“{arg}” is one word too many.");
                own.Values.Add(arg);
                continue;
            }
            var name = arg[2..].Split('=')[0];
            if (command?.Flags.ContainsKey(name) == true)
            {
                own.Options[name] = "";
                continue;
            }
            var isSetting = name.Contains(':', StringComparison.Ordinal) || HostOptions.Contains(name, StringComparer.OrdinalIgnoreCase);
            if (name != "data" && !isSetting && command is not null && !command.Options.ContainsKey(name)) throw new UsageMistake($"There is no option --{name} here.");
            var value = arg.Contains('=', StringComparison.Ordinal) ? arg[(arg.IndexOf('=', StringComparison.Ordinal) + 1)..]
                : waiting.TryPeek(out var next) && !next.StartsWith("--", StringComparison.Ordinal) ? waiting.Dequeue()
                : command is null && name != "data" ? null : throw new UsageMistake($"--{name} needs a value.");
            if (name == "data") settings["Data:Directory"] = Resolve(value!);
            else if (isSetting || command is null) host.Add(value is null ? arg : $"--{name}={value}");
            else own.Options[name] = value!;
        }
        if (own.Values.Count < (command?.Values.Count ?? 0)) throw new UsageMistake($"{command!.Values[own.Values.Count]} is missing.");
        return (own, [.. host], settings);
    }

    private static CommandLine Mistake(string sentence, IReadOnlyList<Command> about)
    {
        Console.Error.WriteLine(sentence);
        Console.Error.WriteLine();
        Console.Error.WriteLine(Usage(about));
        return new CommandLine { Answered = 2 };
    }

    private static string Usage(IReadOnlyList<Command> about)
    {
        var lines = new List<string> { "Usage: dotnet run --project src/Shop.Web [-- COMMAND] [OPTIONS]", "" };
        if (about.Count > 1) lines.Add("Without a command the shop is served.");
        foreach (var command in about)
        {
            lines.Add("");
            lines.Add($"  {string.Join(' ', [.. command.Words, .. command.Values])}");
            lines.Add($"      {command.Purpose}");
            lines.AddRange(command.Options.Concat(command.Flags).Select(o => $"      --{o.Key,-22} {o.Value}"));
        }
        lines.AddRange(["", "Everywhere:", "      --data DIR               the folder of the shop's data", "      --Section:Key VALUE      any setting of appsettings.json"]);
        return string.Join(Environment.NewLine, lines);
    }
}

/// <summary>The words were not understood; the message says which.</summary>
public sealed class UsageMistake(string message) : Exception(message);
