using System.Text.RegularExpressions;
using Shop.Tests.Architecture;

namespace Shop.Tests.Accounts;

/// <summary>What safe sign-in asks for, line by line, and the tests that hold it: none of them can be lost or renamed unnoticed.</summary>
public sealed partial class SafeSignInTests
{
    public static TheoryData<string, string[]> Asked => new()
    {
        // Where ASP.NET Core's defaults fall short of OWASP ASVS 5.0.
        { "A cookie opens nothing after sign-out, a block, another password or the end of its session", ["Signed_out_cookie_is_dead", "A_disabled_user_is_out_with_the_next_request", "A_password_change_ends_the_other_sessions_and_the_old_cookie_of_this_one", "One_can_see_and_end_ones_sessions_and_nobody_elses", "Ending_all_other_sessions_asks_again_and_ending_one_does_not"] },
        { "A block or a lost role counts with the next request", ["A_disabled_user_is_out_with_the_next_request", "A_role_taken_away_is_gone_with_the_next_request"] },
        { "A code works once, one step early or late at most", ["A_code_works_once_even_for_somebody_who_saw_it", "Clocks_may_differ_by_one_step", "A_code_sent_fifty_times_lets_in_once"] },
        { "Passwords are hashed slowly, and never many at once", ["A_hash_takes_at_least_210_000_rounds_of_PBKDF2", "A_weak_hash_becomes_a_strong_one_at_sign_in", "Never_more_than_four_are_hashed_at_once"] },
        { "Long passwords, without rules of composition, and none that thieves try first", ["Long_and_unlikely_is_enough", "Less_than_twelve_characters_are_refused", "Staff_needs_fifteen", "What_many_people_choose_is_refused", "The_names_of_shop_and_person_are_refused", "Who_comes_with_a_password_that_thieves_try_first_chooses_another_by_mail"] },
        { "HTTPS only, for a year, on every answer, and no name of the server", ["Every_answer_carries_the_headers_that_lock_the_page"] },
        { "Every cookie is bound to the host, secure and kept from scripts", ["Every_cookie_is_bound_to_this_host_and_kept_from_scripts", "Every_cookie_is_bound_to_the_host_and_sent_securely_only"] },
        { "One account an address", ["The_same_address_twice_at_once_is_one_account", "An_address_that_two_accounts_take_and_a_third_confirms_at_once_ends_with_one"] },
        { "Mailed links live an hour, work once, die with another password and do not get around the second step", ["After_an_hour_the_link_is_dead", "The_link_works_once", "A_password_changed_meanwhile_kills_the_link_and_a_newer_link_the_older", "A_new_password_by_mail_does_not_get_around_the_second_step"] },
        { "Another host is refused, and neither mails nor passkeys believe it", ["Another_host_than_ours_is_refused", "Links_in_mails_are_made_from_the_configured_address", "It_is_bound_to_the_shops_own_name_whatever_the_request_claims"] },
        { "Passkeys: the person is verified, ten at most, named, listed, removed, told to the mailbox", ["A_forged_answer_opens_nothing", "There_are_at_most_ten_each_is_renamed_and_removed_by_its_owner_only", "It_signs_in_without_a_password_stands_for_both_factors_and_the_mailbox_hears_of_it", "A_passkey_is_added_signs_in_and_is_removed"] },
        { "The last second factor of those who work here stays", ["The_first_sign_in_leads_to_setting_it_up_and_then_on_to_the_back_office", "The_last_passkey_of_somebody_who_works_here_is_not_removed"] },
        { "No key of the ring is readable under a certificate, no secret in the database", ["Under_a_certificate_no_key_is_readable_and_each_still_works", "Neither_the_key_nor_the_codes_can_be_read_in_the_database", "The_database_does_not_hold_what_opens_a_session", "The_database_holds_no_link_that_works"] },
        { "Limits by account, address and in total, which lock nobody out", ["One_address_that_guesses_hinders_nobody_else", "While_many_addresses_guess_the_owner_gets_in_by_a_mailed_link_or_a_device_of_theirs", "A_network_of_one_line_is_one_address", "The_limit_of_an_address_is_never_exceeded", "Of_ten_thousand_guesses_at_most_fifty_are_looked_at_and_known_devices_still_get_in", "Guesses_at_the_password_do_not_hinder_it_and_a_disabled_person_stays_out", "Guessing_codes_is_slowed_down_and_does_not_lock_the_owner_out"] },

        // Races.
        { "An address taken by two at once; a link pressed fifty times", ["An_address_that_two_accounts_take_and_a_third_confirms_at_once_ends_with_one", "A_mailed_link_for_a_new_password_pressed_fifty_times_works_once"] },
        { "A code sent fifty times", ["A_code_sent_fifty_times_lets_in_once"] },
        { "Limits under parallel load", ["Fifty_guesses_at_once_get_five_looks", "The_limit_of_an_address_is_never_exceeded", "Whoever_asks_too_often_is_told_to_wait_and_the_limit_holds_under_parallel_load"] },

        // The rest of the list.
        { "Two factors for those who work here, offered to customers; recovery codes once", ["The_first_sign_in_leads_to_setting_it_up_and_then_on_to_the_back_office", "With_codes_set_up_one_signs_in_by_app_or_by_paper", "Each_recovery_code_works_once_however_it_is_typed_and_the_mailbox_hears_of_it"] },
        { "Nobody learns whether an address has an account", ["A_wrong_password_an_unknown_address_and_a_disabled_account_get_the_same_answer", "A_known_address_gets_the_same_answer_and_only_its_mailbox_learns_more", "An_unknown_address_gets_the_same_answer_and_no_mail", "Guessing_is_slowed_down_alike_for_accounts_that_exist_and_those_that_do_not", "A_link_is_mailed_once_in_a_quarter_of_an_hour_and_asking_tells_nothing", "A_missing_account_is_checked_like_any_other", "The_same_work_is_done_whether_there_is_such_an_account_or_not"] },
        { "A forged address of the visitor resets no limit", ["Only_a_known_proxy_tells_the_visitors_address", "Limits_count_visitors_behind_a_known_proxy_and_nobody_can_dress_up"] },
        { "A new secret at sign-in and when somebody proves again to be the one", ["The_secret_is_new_at_sign_in_whatever_the_browser_held", "It_gives_the_session_a_new_secret_and_the_one_before_opens_nothing"] },
        { "Sessions end by themselves", ["Members_have_14_days_unused_and_90_in_all", "Staff_has_30_minutes_unused_and_12_hours_in_all"] },
        { "What is sensitive asks again, the old address hears of it, and other sessions end if one likes", ["A_while_after_the_sign_in_the_password_is_asked_for_again", "Where_codes_are_asked_for_the_password_is_not_enough", "A_new_address_needs_the_password_and_the_link_and_the_old_one_is_told", "Turned_on_and_off_the_mailbox_hears_of_it_and_the_other_sign_ins_end", "A_password_change_keeps_the_other_sessions_if_one_wants_that", "Adding_one_ends_the_other_sign_ins_if_one_likes"] },
        { "A session that is ended elsewhere is out at once, with script and without", ["A_sign_in_that_is_ended_elsewhere_is_out_at_once", "Who_has_signed_out_is_out_in_every_tab"] },
        { "Passwords and codes can be pasted and kept by managers, and nothing is a puzzle", ["Fields_say_to_password_managers_what_they_are"] },
    };

    private static readonly Lazy<HashSet<string>> Tests = new(() =>
        [.. SourceTree.Files("tests", "*.cs").SelectMany(f => Test().Matches(f.Text)).Select(m => m.Groups[1].Value)]);

    [Theory, MemberData(nameof(Asked))]
    public void Each_line_has_its_tests(string line, string[] tests)
    {
        Assert.NotEmpty(tests);
        Assert.True(tests.All(Tests.Value.Contains), $"{line}: there is no {string.Join(", ", tests.Except(Tests.Value))}");
    }

    [GeneratedRegex(@"\[(?:Fact|Theory)[^\n]*\]\s+(?:\[[^\n]*\s+)*public (?:async )?(?:Task|void) (\w+)\(")]
    private static partial Regex Test();
}
