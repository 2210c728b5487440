using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Shop.Tests.Races;

/// <summary>Many requests over sockets of their own, each held back by its last byte and then let go together: nobody is served before all have arrived.</summary>
internal static class RaceClient
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    public static async Task<IReadOnlyList<RaceAnswer>> AllAtOnce(Uri shop, IReadOnlyList<byte[]> requests)
    {
        using var gate = new SemaphoreSlim(0, requests.Count);
        var ready = 0;
        var allReady = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var limit = new CancellationTokenSource(Patience);
        var running = requests.Select(async request =>
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(IPAddress.Loopback, shop.Port, limit.Token);
            await socket.SendAsync(request.AsMemory(0, request.Length - 1), limit.Token);
            if (Interlocked.Increment(ref ready) == requests.Count) allReady.SetResult();
            await gate.WaitAsync(limit.Token);
            await socket.SendAsync(request.AsMemory(request.Length - 1), limit.Token);
            return await Read(socket, limit.Token);
        }).ToList();
        await allReady.Task.WaitAsync(limit.Token);
        await Task.Delay(20, limit.Token); // the last bytes but one are on their way
        gate.Release(requests.Count);
        return await Task.WhenAll(running);
    }

    private static async Task<RaceAnswer> Read(Socket socket, CancellationToken ct)
    {
        var text = new StringBuilder();
        var buffer = new byte[16 * 1024];
        while (await socket.ReceiveAsync(buffer, ct) is var count and > 0) text.Append(Encoding.UTF8.GetString(buffer, 0, count));
        var answer = text.ToString();
        if (answer.Length == 0) return new RaceAnswer(0, null, "");
        var lines = answer.Split("\r\n\r\n", 2)[0].Split("\r\n");
        var location = lines.FirstOrDefault(l => l.StartsWith("Location:", StringComparison.OrdinalIgnoreCase))?["Location:".Length..].Trim();
        return new RaceAnswer(int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture), location, answer);
    }
}

/// <summary>What came back: its status, where it leads, and all of it.</summary>
internal sealed record RaceAnswer(int Status, string? Location, string Text)
{
    public bool LeadsToPayment => Location?.Contains("/test-gateway/pay/", StringComparison.Ordinal) == true;
}
