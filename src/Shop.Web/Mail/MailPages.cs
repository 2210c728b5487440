using Shop.Data;
using Shop.Loyalty;
using Shop.Mail;
using Shop.Web.Jobs;

namespace Shop.Web.Mail;

/// <summary>Registers the loop that sends mail and tells where the compiled letters are.</summary>
public static class MailPages
{
    public static IServiceCollection AddMailPages(this IServiceCollection services)
    {
        services.AddOptions<MailOptions>().PostConfigure<IWebHostEnvironment>((mail, environment) => mail.Templates ??= Path.Combine(environment.WebRootPath ?? "wwwroot", "dist", "mail"));
        services.AddScoped<SendWaitingMail>().AddHostedService<MailLoop>();
        services.AddWhen<MemberJoined, ClubLetters>().AddWhen<PointsReleased, ClubLetters>().AddWhen<TierChanged, ClubLetters>().AddWhen<MemberNoticed, ClubLetters>().AddWhen<PointsGiven, ClubLetters>();
        services.AddScoped<ClubMail>().AddWhen<RewardTaken, RewardLetters>().AddWhen<RewardSettled, RewardLetters>().AddWhen<EventMoved, RewardLetters>().AddWhen<SeatChanged, HouseholdLetters>();
        return services.AddJob<ForgetOldMail>(TimeSpan.FromHours(24), (job, ct) => job.Run(ct));
    }
}
