using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Shop.Tests;

/// <summary>The shop in a process of its own, as a merchant would start it, so that a test can end it as roughly as life does.</summary>
public sealed class ShopProcess : IDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();

    private ShopProcess(ProcessStartInfo start, Uri address)
    {
        Address = address;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    public string Output => string.Join('\n', _output);

    public bool HasExited => _process.HasExited;

    /// <summary>Starts what <c>dotnet build</c> made of src/Shop.Web, in the configuration of these tests.</summary>
    /// <param name="settings">Keys as in appsettings.json; they override.</param>
    public static ShopProcess StartBuilt(string environment, IReadOnlyDictionary<string, string?> settings, params string[] arguments)
    {
        var web = Path.Combine(Repository.Root, "src/Shop.Web");
        return Start(Path.Combine(web, "bin", Repository.Configuration, "net10.0/Shop.Web.dll"), web, environment, settings, arguments);
    }

    public static ShopProcess Start(string dll, string contentRoot, string environment, IReadOnlyDictionary<string, string?> settings, params string[] arguments)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = contentRoot, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add(dll);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["ASPNETCORE_ENVIRONMENT"] = environment;
        start.Environment["ASPNETCORE_URLS"] = address.ToString();
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        start.Environment["Shop__BaseUrl"] = address.ToString();
        foreach (var (key, value) in settings) start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        return new ShopProcess(start, address);
    }

    /// <summary>Returns when the shop says that it can serve.</summary>
    /// <exception cref="InvalidOperationException">It ended, or the patience did; the message holds what it said.</exception>
    public Task Ready(TimeSpan patience) => Answers("/health/ready", patience);

    /// <summary>Returns when the shop listens, be it open or not yet set up.</summary>
    public Task Live(TimeSpan patience) => Answers("/health/live", patience);

    /// <summary>Waits for a process that ends by itself, and returns its exit code.</summary>
    public async Task<int> End(TimeSpan patience)
    {
        using var limit = new CancellationTokenSource(patience);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            throw new InvalidOperationException($"The process did not end within {patience}:\n{Output}");
        }
        return _process.ExitCode;
    }

    /// <summary>Ends it at once, as kill -9 does: nothing of it runs any more when this returns.</summary>
    public void Kill()
    {
        if (_process.HasExited) return;
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    private async Task Answers(string path, TimeSpan patience)
    {
        using var http = new HttpClient { BaseAddress = Address };
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < patience)
        {
            if (HasExited) throw new InvalidOperationException($"The shop ended with {_process.ExitCode}:\n{Output}");
            try
            {
                if ((await http.GetAsync(path)).StatusCode == HttpStatusCode.OK) return;
            }
            catch (HttpRequestException)
            {
                // not listening yet
            }
            await Task.Delay(50);
        }
        throw new InvalidOperationException($"The shop did not answer {path} within {patience}:\n{Output}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        _output.Enqueue(line);
        while (_output.Count > 500 && _output.TryDequeue(out _)) { }
    }
}
