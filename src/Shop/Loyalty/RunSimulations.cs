using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>Works out what was asked about all members, one question at a time. What a stopped shop left is taken up again from its start; who calls it off is heard within some hundred members.</summary>
public sealed class RunSimulations(ShopDb db, ReadPastMembers past, ForeseeTiers foresee, RuleBook book, TimeProvider clock)
{
    /// <summary>After how long a silence whoever worked on it is given up.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private const int BetweenReports = 400;

    /// <returns>How many were worked on: one, or none when nothing waits.</returns>
    public async Task<int> Run(CancellationToken ct)
    {
        var me = NewId.Next();
        if (await Claim(me, ct) is not { } run) return 0;
        try
        {
            var result = run.Kind == SimulationKind.Draft ? await Draft(run, me, ct) : await foresee.Run(run.AsOf!.Value, (done, all) => Report(run, me, done, all, ct), ct);
            var now = Now;
            await Mine(run, me).ExecuteUpdateAsync(set => set.SetProperty(s => s.State, SimulationState.Done).SetProperty(s => s.Result, result).SetProperty(s => s.FinishedAt, now), ct);
        }
        catch (CalledOff)
        {
            // by staff, or taken over by another node: nothing is left to do
        }
        catch (Exception failure)
        {
            var (now, isStop) = (Now, ct.IsCancellationRequested);
            var said = failure.Message.Length > SimulationRun.ErrorMaxLength ? failure.Message[..SimulationRun.ErrorMaxLength] : failure.Message;
            if (isStop) await Mine(run, me).ExecuteUpdateAsync(set => set.SetProperty(s => s.State, SimulationState.Waiting), CancellationToken.None);
            else await Mine(run, me).ExecuteUpdateAsync(set => set.SetProperty(s => s.State, SimulationState.Failed).SetProperty(s => s.Error, said).SetProperty(s => s.FinishedAt, now), CancellationToken.None);
            throw;
        }
        return 1;
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private async Task<SimulationRun?> Claim(Guid me, CancellationToken ct)
    {
        var (now, silent) = (Now, Now - Patience);
        var free = db.Simulations.Where(s => s.State == SimulationState.Waiting || s.State == SimulationState.Running && s.SeenAt < silent);
        if (await free.AsNoTracking().OrderBy(s => s.RequestedAt).FirstOrDefaultAsync(ct) is not { } run) return null;
        var claimed = await free.Where(s => s.Id == run.Id).ExecuteUpdateAsync(set => set.SetProperty(s => s.State, SimulationState.Running).SetProperty(s => s.Runner, me).SetProperty(s => s.StartedAt, now).SetProperty(s => s.SeenAt, now).SetProperty(s => s.Done, 0), ct);
        return claimed == 1 ? run : null;
    }

    private async Task<string> Draft(SimulationRun run, Guid me, CancellationToken ct)
    {
        var draft = await db.RuleSets.AsNoTracking().SingleAsync(r => r.Id == run.RuleSetId, ct);
        if (draft.Version != run.RuleSetVersion) throw new RuleBroken("The draft changed before this was worked out. Ask again.");
        var against = await book.Of(run.AgainstId!.Value, ct) ?? throw new RuleBroken("The rules it was to be compared with are gone.");
        var all = await db.Memberships.CountAsync(m => m.State == MembershipState.Active, ct);
        var (rules, now) = (draft.Rules, Now);
        return SimulationOutcome.Of(await Task.Run(() => SimulateRules.Run(Followed(past.All(ct), run, me, all, ct).ToBlockingEnumerable(ct), against.Rules, rules, against.Zone, now, mostNames: 0), ct)).ToJson();
    }

    private async IAsyncEnumerable<PastMember> Followed(IAsyncEnumerable<PastMember> members, SimulationRun run, Guid me, int all, [EnumeratorCancellation] CancellationToken ct)
    {
        var done = 0;
        await foreach (var member in members.WithCancellation(ct))
        {
            if (done++ % BetweenReports == 0) await Report(run, me, done - 1, all, ct);
            yield return member;
        }
    }

    private async Task Report(SimulationRun run, Guid me, int done, int all, CancellationToken ct)
    {
        var now = Now;
        if (await Mine(run, me).ExecuteUpdateAsync(set => set.SetProperty(s => s.Done, done).SetProperty(s => s.Total, all).SetProperty(s => s.SeenAt, now), ct) == 0) throw new CalledOff();
    }

    private IQueryable<SimulationRun> Mine(SimulationRun run, Guid me) => db.Simulations.Where(s => s.Id == run.Id && s.State == SimulationState.Running && s.Runner == me);

    private sealed class CalledOff : Exception;
}
