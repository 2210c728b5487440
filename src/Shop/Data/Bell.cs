using System.Threading.Channels;

namespace Shop.Data;

/// <summary>Wakes who waits in this process; rings while they are busy are not lost. Who hears none looks anyway after a while: another node may have left something.</summary>
public abstract class Bell
{
    private readonly Channel<bool> _rings = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Ring() => _rings.Writer.TryWrite(true);

    /// <summary>Returns at the next ring, or when the patience is over.</summary>
    public async Task Wait(TimeSpan patience, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(patience);
        try
        {
            await _rings.Reader.ReadAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // nobody rang
        }
    }
}

/// <summary>Wakes the courier of this process as soon as there is news.</summary>
public sealed class CourierBell : Bell;
