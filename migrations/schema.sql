CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;

COMMENT ON EXTENSION btree_gist IS 'support for indexing common datatypes in GiST';

CREATE FUNCTION public.fold_anew() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    DELETE FROM search_folding;
    RETURN NULL;
END $$;

CREATE FUNCTION public.hold_registry_code() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF registration_holds_code(NEW.status) THEN
        UPDATE institution SET registry_code_held = true
            WHERE id = NEW.institution_id AND registry_code IS NOT NULL AND NOT registry_code_held;
    ELSE
        -- Two registrations of an institution that end at the same moment take turns, and the second sees that the first has ended.
        PERFORM 1 FROM institution WHERE id = NEW.institution_id FOR UPDATE;
        UPDATE institution SET registry_code_held = false WHERE id = NEW.institution_id AND registry_code_held AND NOT EXISTS (
            SELECT 1 FROM registration WHERE institution_id = NEW.institution_id AND registration_holds_code(status));
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION public.keep_priority_area_version() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a version of a priority support area is never deleted' USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.withdrawn_at IS NULL THEN
        IF NEW.withdrawn_at IS NOT NULL AND (to_jsonb(NEW) - 'withdrawn_at') = (to_jsonb(OLD) - 'withdrawn_at') THEN
            RETURN NEW;
        END IF;
        -- The end that another version set goes with it once that one is taken back.
        IF (to_jsonb(NEW) - 'valid_until') = (to_jsonb(OLD) - 'valid_until') AND EXISTS (
            SELECT 1 FROM priority_area_version later
            WHERE later.follows_id = OLD.id AND later.withdrawn_at IS NOT NULL AND later.valid_from = OLD.valid_until + 1
                AND (later.followed_until IS NULL OR NEW.valid_until <= later.followed_until)) THEN
            RETURN NEW;
        END IF;
    END IF;
    IF OLD.withdrawn_at IS NOT NULL OR (to_jsonb(NEW) - 'valid_until') IS DISTINCT FROM (to_jsonb(OLD) - 'valid_until')
        OR NEW.valid_until IS NULL OR NEW.valid_until > OLD.valid_until THEN
        RAISE EXCEPTION 'a version of a priority support area may only be closed or taken back' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;

CREATE FUNCTION public.note_change(id uuid) RETURNS void
    LANGUAGE sql
    AS $$
    INSERT INTO listing_change (institution_id, changed_in, changed_at) VALUES (id, pg_current_xact_id()::text::bigint, now())
        ON CONFLICT (institution_id) DO UPDATE SET changed_in = excluded.changed_in, changed_at = excluded.changed_at;
    SELECT pg_notify('listing_change', '');
$$;

CREATE FUNCTION public.note_change_of_all() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM note_change('00000000-0000-0000-0000-000000000000');
    RETURN NULL;
END $$;

CREATE FUNCTION public.note_change_of_area() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM note_change(l.institution_id) FROM listing l JOIN municipality m ON m.code = l.municipality_code
        WHERE m.area_code = NEW.code ORDER BY l.institution_id;
    RETURN NULL;
END $$;

CREATE FUNCTION public.note_change_of_municipality() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM note_change(institution_id) FROM listing WHERE municipality_code = NEW.code ORDER BY institution_id;
    RETURN NULL;
END $$;

CREATE FUNCTION public.note_listing_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM note_change(coalesce(NEW.institution_id, OLD.institution_id));
    RETURN NULL;
END $$;

CREATE FUNCTION public.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;

CREATE FUNCTION public.refuse_change_of_ended_opening() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF NEW.status <> OLD.status OR NEW.content <> OLD.content OR NEW.taken_down_reason IS DISTINCT FROM OLD.taken_down_reason THEN
        RAISE EXCEPTION 'an opening that is over cannot change' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION public.refuse_change_of_used_rule() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF to_jsonb(NEW) - '{valid_until,updated_at,revision}'::text[] IS DISTINCT FROM to_jsonb(OLD) - '{valid_until,updated_at,revision}'::text[]
        AND subsidy_rule_in_use(OLD.id) THEN
        RAISE EXCEPTION 'rule % is in use', OLD.id USING ERRCODE = 'restrict_violation', CONSTRAINT = 'subsidy_rule_in_use';
    END IF;
    RETURN NEW;
END
$$;

CREATE FUNCTION public.registration_holds_code(status text) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    AS $$
    SELECT status IN ('submitted', 'secretariat_review', 'committee_check', 'published')
$$;

CREATE FUNCTION public.subsidy_rule_in_use(rule uuid) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
    SELECT EXISTS (SELECT 1 FROM subsidy_quote_rule WHERE rule_id = rule)
        OR EXISTS (SELECT 1 FROM support_application_rule WHERE rule_id = rule)
$$;

CREATE TABLE public.account (
    id uuid NOT NULL,
    email text NOT NULL,
    password_hash text,
    display_name text NOT NULL,
    locale text NOT NULL,
    agreed_terms_at timestamp with time zone,
    totp_secret_encrypted bytea,
    totp_confirmed_at timestamp with time zone,
    totp_last_step bigint,
    created_at timestamp with time zone NOT NULL,
    deleted_at timestamp with time zone,
    version integer DEFAULT 1 NOT NULL,
    totp_pending_encrypted bytea,
    CONSTRAINT account_display_name_check CHECK (((char_length(display_name) >= 1) AND (char_length(display_name) <= 120))),
    CONSTRAINT account_email_check CHECK (((char_length(email) >= 3) AND (char_length(email) <= 254))),
    CONSTRAINT account_locale_check CHECK ((locale = ANY (ARRAY['ja'::text, 'en'::text]))),
    CONSTRAINT account_totp_check CHECK (((totp_secret_encrypted IS NULL) = (totp_confirmed_at IS NULL)))
);

CREATE TABLE public.account_role (
    account_id uuid NOT NULL,
    role text NOT NULL,
    granted_at timestamp with time zone NOT NULL,
    granted_by uuid,
    prefecture_code text,
    CONSTRAINT account_role_prefecture_code_check CHECK (((role = 'prefecture_officer'::text) = (prefecture_code IS NOT NULL))),
    CONSTRAINT account_role_role_check CHECK ((role = ANY (ARRAY['doctor'::text, 'institution_member'::text, 'secretariat'::text, 'committee_member'::text, 'prefecture_officer'::text, 'administrator'::text])))
);

CREATE TABLE public.account_suspension (
    account_id uuid NOT NULL,
    suspended_by uuid NOT NULL,
    reason text NOT NULL,
    suspended_at timestamp with time zone NOT NULL
);

CREATE TABLE public.attempt_delay (
    key text NOT NULL,
    tries integer NOT NULL,
    tried_at timestamp with time zone NOT NULL,
    free_at timestamp with time zone NOT NULL
);

CREATE TABLE public.attempt_window (
    key text NOT NULL,
    window_start timestamp with time zone NOT NULL,
    count integer NOT NULL
);

CREATE TABLE public.audit_entry (
    id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    actor_account_id uuid,
    actor_role text,
    operation text NOT NULL,
    request_id text NOT NULL,
    subject_type text NOT NULL,
    subject_id uuid,
    reason text,
    changes jsonb DEFAULT '{}'::jsonb NOT NULL
);

CREATE TABLE public.change_request (
    id uuid NOT NULL,
    registration_id uuid NOT NULL,
    status text NOT NULL,
    base_content jsonb NOT NULL,
    content jsonb NOT NULL,
    note text NOT NULL,
    requested_by uuid NOT NULL,
    requested_at timestamp with time zone NOT NULL,
    decided_by uuid,
    decided_at timestamp with time zone,
    reason text,
    CONSTRAINT change_request_reason_check CHECK (((status <> 'refused'::text) OR (reason IS NOT NULL))),
    CONSTRAINT change_request_status_check CHECK ((status = ANY (ARRAY['requested'::text, 'applied'::text, 'refused'::text, 'withdrawn'::text])))
);

CREATE TABLE public.computed_candidate_area (
    area_code text NOT NULL,
    area_name text NOT NULL,
    index_tenths integer NOT NULL,
    lowest_in_prefecture boolean NOT NULL,
    few_in_few boolean NOT NULL,
    CONSTRAINT computed_candidate_area_area_code_check CHECK ((area_code ~ '^[0-9]{4}$'::text)),
    CONSTRAINT computed_candidate_area_criteria_check CHECK ((lowest_in_prefecture OR few_in_few)),
    CONSTRAINT computed_candidate_area_index_tenths_check CHECK ((index_tenths > 0))
);

CREATE TABLE public.contact_message (
    id uuid NOT NULL,
    reference_number text NOT NULL,
    name text NOT NULL,
    email text NOT NULL,
    subject text NOT NULL,
    body text NOT NULL,
    locale text NOT NULL,
    received_at timestamp with time zone NOT NULL,
    settled_at timestamp with time zone,
    settled_by uuid,
    claimed_by uuid,
    organization_id uuid,
    registry_code text,
    CONSTRAINT contact_message_claim_check CHECK ((num_nulls(claimed_by, organization_id, registry_code) = ANY (ARRAY[0, 3]))),
    CONSTRAINT contact_message_locale_check CHECK ((locale = ANY (ARRAY['ja'::text, 'en'::text])))
);

CREATE SEQUENCE public.contact_message_reference_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

CREATE TABLE public.contact_reply (
    id uuid NOT NULL,
    message_id uuid NOT NULL,
    author_account_id uuid NOT NULL,
    body text NOT NULL,
    sent_at timestamp with time zone NOT NULL
);

CREATE TABLE public.correction_plan (
    id uuid NOT NULL,
    prefecture_code text NOT NULL,
    fiscal_year integer NOT NULL,
    status text NOT NULL,
    source jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT correction_plan_status_check CHECK ((status = ANY (ARRAY['drafting'::text, 'outline_discussed'::text, 'interim_discussed'::text, 'final_discussed'::text, 'adopted'::text])))
);

CREATE TABLE public.correction_plan_area (
    plan_id uuid NOT NULL,
    priority_area_id uuid NOT NULL,
    "position" integer NOT NULL,
    doctors_target integer,
    doctors_present integer,
    measures text NOT NULL,
    CONSTRAINT correction_plan_area_doctors_present_check CHECK ((doctors_present >= 0)),
    CONSTRAINT correction_plan_area_doctors_target_check CHECK ((doctors_target >= 0))
);

CREATE TABLE public.correction_plan_step (
    id uuid NOT NULL,
    plan_id uuid NOT NULL,
    to_status text NOT NULL,
    meeting_id uuid,
    author_account_id uuid,
    at timestamp with time zone NOT NULL
);

CREATE TABLE public.council_meeting (
    id uuid NOT NULL,
    prefecture_code text NOT NULL,
    council text NOT NULL,
    fiscal_year integer NOT NULL,
    round text NOT NULL,
    held_on date,
    agenda jsonb NOT NULL,
    minutes text,
    source jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT council_meeting_agenda_check CHECK ((jsonb_typeof(agenda) = 'array'::text)),
    CONSTRAINT council_meeting_council_check CHECK ((council = ANY (ARRAY['regional_medical'::text, 'insurers'::text]))),
    CONSTRAINT council_meeting_round_check CHECK ((round = ANY (ARRAY['first'::text, 'second'::text, 'third'::text, 'written'::text])))
);

CREATE TABLE public.data_edition (
    dataset text NOT NULL,
    edition text NOT NULL,
    file_name text NOT NULL,
    source text NOT NULL,
    licence text NOT NULL,
    content_hash text NOT NULL,
    imported_at timestamp with time zone NOT NULL,
    rows_taken bigint NOT NULL,
    rows_refused bigint NOT NULL,
    CONSTRAINT data_edition_content_hash_check CHECK ((content_hash ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT data_edition_rows_refused_check CHECK ((rows_refused >= 0)),
    CONSTRAINT data_edition_rows_taken_check CHECK ((rows_taken >= 0))
);

CREATE TABLE public.doctor (
    account_id uuid NOT NULL,
    full_name text NOT NULL,
    full_name_kana text NOT NULL,
    licence_number text NOT NULL,
    licence_year integer NOT NULL,
    specialties text[] NOT NULL,
    years_of_practice integer NOT NULL,
    employer text NOT NULL,
    phone text NOT NULL,
    wishes jsonb NOT NULL,
    disclosure jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    licence_status text NOT NULL,
    licence_since timestamp with time zone NOT NULL,
    licence_reason text,
    licence_note text NOT NULL,
    licence_doubted_at timestamp with time zone,
    licence_version integer NOT NULL,
    CONSTRAINT doctor_licence_doubtful_check CHECK (((licence_status = 'doubtful'::text) = (licence_reason IS NOT NULL))),
    CONSTRAINT doctor_licence_reason_check CHECK ((licence_reason = ANY (ARRAY['not_found'::text, 'name_differs'::text, 'year_differs'::text, 'number_differs'::text, 'copy_unreadable'::text, 'other'::text]))),
    CONSTRAINT doctor_licence_status_check CHECK ((licence_status = ANY (ARRAY['declared'::text, 'checked'::text, 'doubtful'::text, 'restated'::text])))
);

CREATE TABLE public.doctor_block (
    account_id uuid NOT NULL,
    institution_id uuid NOT NULL,
    blocked_at timestamp with time zone NOT NULL
);

CREATE TABLE public.doctor_wishes (
    account_id uuid NOT NULL,
    wishes jsonb NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    updated_at timestamp with time zone NOT NULL
);

CREATE TABLE public.draft_notice (
    subject_id uuid NOT NULL,
    touched_at timestamp with time zone NOT NULL,
    told_at timestamp with time zone NOT NULL
);

CREATE TABLE public.email_link (
    id uuid NOT NULL,
    purpose text NOT NULL,
    email text NOT NULL,
    account_kind text,
    token_hash bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    institution_id uuid,
    used_at timestamp with time zone,
    CONSTRAINT email_link_account_kind_check CHECK ((account_kind = ANY (ARRAY['doctor'::text, 'institution'::text]))),
    CONSTRAINT email_link_email_check CHECK (((char_length(email) >= 3) AND (char_length(email) <= 254))),
    CONSTRAINT email_link_purpose_check CHECK ((((purpose = 'sign_up'::text) AND (account_kind IS NOT NULL)) OR ((purpose = 'reset_password'::text) AND (account_kind IS NULL)))),
    CONSTRAINT email_link_sign_up_check CHECK (((purpose = 'sign_up'::text) OR ((institution_id IS NULL) AND (used_at IS NULL))))
);

CREATE TABLE public.idempotency_record (
    principal text NOT NULL,
    operation text NOT NULL,
    key text NOT NULL,
    request_hash bytea NOT NULL,
    body jsonb,
    created_at timestamp with time zone NOT NULL
);

CREATE TABLE public.inquiry (
    id uuid NOT NULL,
    doctor_account_id uuid NOT NULL,
    institution_id uuid NOT NULL,
    status text NOT NULL,
    identity_shared_at timestamp with time zone,
    last_activity_at timestamp with time zone NOT NULL,
    doctor_read_at timestamp with time zone NOT NULL,
    institution_read_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT inquiry_status_check CHECK ((status = ANY (ARRAY['sent'::text, 'replied'::text, 'consulting'::text, 'visit'::text, 'terms'::text, 'agreed'::text, 'started'::text, 'retained'::text, 'declined'::text, 'withdrawn'::text, 'closed'::text])))
);

CREATE TABLE public.inquiry_message (
    id uuid NOT NULL,
    inquiry_id uuid NOT NULL,
    side text NOT NULL,
    author_account_id uuid NOT NULL,
    body text NOT NULL,
    sent_at timestamp with time zone NOT NULL,
    CONSTRAINT inquiry_message_side_check CHECK ((side = ANY (ARRAY['doctor'::text, 'institution'::text])))
);

CREATE TABLE public.inquiry_step (
    id uuid NOT NULL,
    inquiry_id uuid NOT NULL,
    event text,
    to_status text NOT NULL,
    side text NOT NULL,
    author_account_id uuid,
    note text NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT inquiry_step_event_check CHECK ((event = ANY (ARRAY['reply'::text, 'consult'::text, 'arrange_visit'::text, 'discuss_terms'::text, 'agree'::text, 'start'::text, 'retain'::text, 'decline'::text, 'withdraw'::text, 'close'::text]))),
    CONSTRAINT inquiry_step_side_check CHECK ((side = ANY (ARRAY['doctor'::text, 'institution'::text, 'system'::text])))
);

CREATE TABLE public.institution (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    registry_code text,
    fictional boolean DEFAULT false NOT NULL,
    paused_at timestamp with time zone,
    pause_reason text,
    created_at timestamp with time zone NOT NULL,
    registry_code_held boolean DEFAULT false NOT NULL,
    own_paused_at timestamp with time zone,
    own_pause_reason text,
    own_resumes_on date,
    CONSTRAINT institution_own_paused_at_check CHECK (((own_paused_at IS NULL) = (own_pause_reason IS NULL))),
    CONSTRAINT institution_own_resumes_on_check CHECK (((own_resumes_on IS NULL) OR (own_paused_at IS NOT NULL))),
    CONSTRAINT institution_paused_at_check CHECK (((paused_at IS NULL) = (pause_reason IS NULL))),
    CONSTRAINT institution_registry_code_held_check CHECK (((registry_code IS NOT NULL) OR (NOT registry_code_held)))
);

CREATE TABLE public.invitation (
    id uuid NOT NULL,
    kind text NOT NULL,
    email text NOT NULL,
    role text NOT NULL,
    organization_id uuid,
    token_hash bytea NOT NULL,
    invited_by uuid,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    accepted_at timestamp with time zone,
    accepted_by uuid,
    revoked_at timestamp with time zone,
    prefecture_code text,
    CONSTRAINT invitation_kind_check CHECK ((kind = ANY (ARRAY['staff'::text, 'member'::text]))),
    CONSTRAINT invitation_kind_role_check CHECK ((((kind = 'member'::text) AND (role = 'institution_member'::text) AND (organization_id IS NOT NULL)) OR ((kind = 'staff'::text) AND (role <> 'institution_member'::text) AND (organization_id IS NULL)))),
    CONSTRAINT invitation_prefecture_code_check CHECK (((role = 'prefecture_officer'::text) = (prefecture_code IS NOT NULL))),
    CONSTRAINT invitation_role_check CHECK ((role = ANY (ARRAY['institution_member'::text, 'secretariat'::text, 'committee_member'::text, 'prefecture_officer'::text, 'administrator'::text])))
);

CREATE TABLE public.licence_copy (
    account_id uuid NOT NULL,
    media_type text NOT NULL,
    size bigint NOT NULL,
    content bytea NOT NULL,
    uploaded_at timestamp with time zone NOT NULL,
    CONSTRAINT licence_copy_media_type_check CHECK ((media_type = ANY (ARRAY['application/pdf'::text, 'image/png'::text, 'image/jpeg'::text]))),
    CONSTRAINT licence_copy_size_check CHECK (((size >= 1) AND (size <= 10485760)))
);

CREATE TABLE public.licence_doubt (
    hash bytea NOT NULL,
    doubted_at timestamp with time zone NOT NULL,
    CONSTRAINT licence_doubt_hash_check CHECK ((octet_length(hash) = 32))
);

CREATE TABLE public.listing (
    institution_id uuid NOT NULL,
    registration_id uuid NOT NULL,
    name text NOT NULL,
    name_kana text NOT NULL,
    kind text NOT NULL,
    prefecture_code text NOT NULL,
    municipality_code text NOT NULL,
    specialties text[] NOT NULL,
    employment text[] NOT NULL,
    guidance_offered boolean NOT NULL,
    profile jsonb NOT NULL,
    restricted jsonb NOT NULL,
    search_key text NOT NULL,
    published_on date NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    fictional boolean NOT NULL
);

CREATE TABLE public.listing_change (
    institution_id uuid NOT NULL,
    changed_in bigint NOT NULL,
    changed_at timestamp with time zone NOT NULL
);

CREATE TABLE public.message_draft (
    account_id uuid NOT NULL,
    subject_id uuid NOT NULL,
    body text NOT NULL,
    saved_at timestamp with time zone NOT NULL,
    CONSTRAINT message_draft_body_check CHECK (((char_length(body) >= 1) AND (char_length(body) <= 8000)))
);

CREATE TABLE public.municipality (
    code text NOT NULL,
    prefecture_code text NOT NULL,
    area_code text,
    name text NOT NULL,
    name_kana text NOT NULL,
    name_en text NOT NULL,
    CONSTRAINT municipality_code_check CHECK ((code ~ '^[0-9]{5}$'::text))
);

CREATE TABLE public.opening (
    id uuid NOT NULL,
    institution_id uuid NOT NULL,
    status text NOT NULL,
    content jsonb NOT NULL,
    search_key text NOT NULL,
    search_key_version integer NOT NULL,
    posted_at timestamp with time zone,
    confirmed_at timestamp with time zone,
    asked integer DEFAULT 0 NOT NULL,
    taken_down_reason text,
    created_by uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT opening_asked_check CHECK (((asked >= 0) AND (asked <= 2))),
    CONSTRAINT opening_confirmed_at_check CHECK (((confirmed_at IS NULL) = (posted_at IS NULL))),
    CONSTRAINT opening_posted_at_check CHECK (((posted_at IS NULL) = (status = 'draft'::text))),
    CONSTRAINT opening_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'open'::text, 'paused'::text, 'filled'::text, 'ended'::text]))),
    CONSTRAINT opening_taken_down_reason_check CHECK (((taken_down_reason IS NULL) OR (status = 'ended'::text)))
);

CREATE TABLE public.opening_revision (
    opening_id uuid NOT NULL,
    number integer NOT NULL,
    content jsonb NOT NULL,
    created_by uuid NOT NULL,
    created_at timestamp with time zone NOT NULL
);

CREATE TABLE public.organization (
    id uuid NOT NULL,
    name text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT organization_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200)))
);

CREATE TABLE public.organization_member (
    organization_id uuid NOT NULL,
    account_id uuid NOT NULL,
    joined_at timestamp with time zone NOT NULL
);

CREATE TABLE public.outbox (
    id uuid NOT NULL,
    kind text NOT NULL,
    payload jsonb NOT NULL,
    dedup_key text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    available_at timestamp with time zone NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    locked_until timestamp with time zone,
    done_at timestamp with time zone,
    dead_at timestamp with time zone,
    last_error text
);

CREATE TABLE public.physician_index (
    level text NOT NULL,
    code text NOT NULL,
    edition_on date NOT NULL,
    edition text NOT NULL,
    name text NOT NULL,
    value numeric(6,1) NOT NULL,
    standard_doctors integer,
    population_100k numeric(9,4),
    rank integer,
    class text,
    CONSTRAINT physician_index_class_check CHECK ((class = ANY (ARRAY['many'::text, 'middle'::text, 'few'::text]))),
    CONSTRAINT physician_index_code_check CHECK (
CASE level
    WHEN 'prefecture'::text THEN (code ~ '^[0-9]{2}$'::text)
    WHEN 'secondary_medical_area'::text THEN (code ~ '^[0-9]{4}$'::text)
    ELSE false
END),
    CONSTRAINT physician_index_population_100k_check CHECK ((population_100k > (0)::numeric)),
    CONSTRAINT physician_index_rank_check CHECK ((rank > 0)),
    CONSTRAINT physician_index_standard_doctors_check CHECK ((standard_doctors >= 0)),
    CONSTRAINT physician_index_value_check CHECK ((value > (0)::numeric))
);

CREATE TABLE public.prefecture (
    code text NOT NULL,
    name text NOT NULL,
    name_kana text NOT NULL,
    name_en text NOT NULL,
    CONSTRAINT prefecture_code_check CHECK ((code ~ '^[0-9]{2}$'::text))
);

CREATE TABLE public.priority_area (
    id uuid NOT NULL,
    prefecture_code text NOT NULL,
    name text NOT NULL,
    name_en text NOT NULL,
    version integer DEFAULT 1 NOT NULL
);

CREATE TABLE public.priority_area_version (
    id uuid NOT NULL,
    priority_area_id uuid NOT NULL,
    status text NOT NULL,
    shape jsonb NOT NULL,
    valid_from date NOT NULL,
    valid_until date,
    source jsonb NOT NULL,
    regional_medical_council jsonb,
    insurers_council jsonb,
    note text NOT NULL,
    created_by uuid,
    created_at timestamp with time zone NOT NULL,
    withdrawn_at timestamp with time zone,
    follows_id uuid,
    followed_until date,
    CONSTRAINT priority_area_version_days_check CHECK (((valid_until IS NULL) OR (valid_from <= valid_until))),
    CONSTRAINT priority_area_version_shape_check CHECK (((shape ->> 'kind'::text) IS NOT NULL)),
    CONSTRAINT priority_area_version_status_check CHECK ((status = ANY (ARRAY['candidate'::text, 'designated'::text, 'ended'::text])))
);

CREATE TABLE public.reason_template (
    id uuid NOT NULL,
    title text NOT NULL,
    body text NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version integer DEFAULT 1 NOT NULL
);

CREATE TABLE public.recovery_code (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    code_hash bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone
);

CREATE TABLE public.refresh_session (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    family_id uuid NOT NULL,
    token_hash bytea NOT NULL,
    second_factor boolean NOT NULL,
    user_agent_summary text NOT NULL,
    signed_in_at timestamp with time zone NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    rotated_at timestamp with time zone,
    revoked_at timestamp with time zone,
    proven_at timestamp with time zone NOT NULL,
    proven_again boolean DEFAULT false NOT NULL
);

CREATE TABLE public.region_outline (
    level text NOT NULL,
    code text NOT NULL,
    edition text NOT NULL,
    grid double precision NOT NULL,
    geometry jsonb NOT NULL,
    west double precision NOT NULL,
    south double precision NOT NULL,
    east double precision NOT NULL,
    north double precision NOT NULL,
    CONSTRAINT region_outline_box_check CHECK (((west <= east) AND (south <= north))),
    CONSTRAINT region_outline_code_check CHECK (
CASE level
    WHEN 'prefecture'::text THEN (code ~ '^[0-9]{2}$'::text)
    WHEN 'secondary_medical_area'::text THEN (code ~ '^[0-9]{4}$'::text)
    WHEN 'municipality'::text THEN (code ~ '^[0-9]{5}$'::text)
    ELSE false
END),
    CONSTRAINT region_outline_geometry_check CHECK (((geometry ->> 'type'::text) = 'MultiPolygon'::text)),
    CONSTRAINT region_outline_grid_check CHECK ((grid >= (0)::double precision))
);

CREATE TABLE public.registration (
    id uuid NOT NULL,
    institution_id uuid NOT NULL,
    fiscal_year integer NOT NULL,
    status text NOT NULL,
    status_since timestamp with time zone NOT NULL,
    reference_number text,
    content jsonb NOT NULL,
    reason text,
    secretariat_checked_by uuid,
    committee_confirmed_by uuid,
    expires_on date,
    search_key text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT registration_checks_check CHECK ((secretariat_checked_by <> committee_confirmed_by)),
    CONSTRAINT registration_fiscal_year_check CHECK (((fiscal_year >= 2025) AND (fiscal_year <= 2200))),
    CONSTRAINT registration_published_check CHECK (((status <> ALL (ARRAY['published'::text, 'expired'::text, 'revoked'::text])) OR ((secretariat_checked_by IS NOT NULL) AND (committee_confirmed_by IS NOT NULL) AND (expires_on IS NOT NULL)))),
    CONSTRAINT registration_reference_number_check CHECK (((reference_number IS NOT NULL) OR (status = ANY (ARRAY['draft'::text, 'withdrawn'::text])))),
    CONSTRAINT registration_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'submitted'::text, 'secretariat_review'::text, 'returned'::text, 'committee_check'::text, 'published'::text, 'expired'::text, 'withdrawn'::text, 'revoked'::text])))
);

CREATE TABLE public.registration_assignee (
    registration_id uuid NOT NULL,
    account_id uuid NOT NULL,
    assigned_at timestamp with time zone NOT NULL
);

CREATE TABLE public.registration_note (
    id uuid NOT NULL,
    registration_id uuid NOT NULL,
    author_account_id uuid NOT NULL,
    body text NOT NULL,
    at timestamp with time zone NOT NULL
);

CREATE SEQUENCE public.registration_reference_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

CREATE TABLE public.registration_revision (
    id uuid NOT NULL,
    registration_id uuid NOT NULL,
    number integer NOT NULL,
    content jsonb NOT NULL,
    created_by uuid NOT NULL,
    created_at timestamp with time zone NOT NULL
);

CREATE TABLE public.registration_step (
    id uuid NOT NULL,
    registration_id uuid NOT NULL,
    event text,
    to_status text NOT NULL,
    capacity text NOT NULL,
    author_account_id uuid,
    reason text,
    at timestamp with time zone NOT NULL,
    CONSTRAINT registration_step_capacity_check CHECK ((capacity = ANY (ARRAY['institution'::text, 'secretariat'::text, 'committee'::text, 'same_person'::text, 'system'::text]))),
    CONSTRAINT registration_step_event_check CHECK ((event = ANY (ARRAY['submit'::text, 'start_review'::text, 'return'::text, 'forward'::text, 'confirm'::text, 'withdraw'::text, 'revoke'::text, 'expire'::text])))
);

CREATE TABLE public.registry_difference (
    id uuid NOT NULL,
    institution_id uuid NOT NULL,
    registry_code text NOT NULL,
    edition text NOT NULL,
    changes jsonb NOT NULL,
    found_at timestamp with time zone NOT NULL,
    acknowledged_by uuid,
    acknowledged_at timestamp with time zone,
    CONSTRAINT registry_difference_acknowledged_at_check CHECK (((acknowledged_at IS NULL) = (acknowledged_by IS NULL)))
);

CREATE TABLE public.registry_import (
    id uuid NOT NULL,
    dataset text NOT NULL,
    edition text NOT NULL,
    file_name text NOT NULL,
    size bigint NOT NULL,
    content_hash text NOT NULL,
    state text NOT NULL,
    report jsonb,
    failure jsonb,
    created_by uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    settled_by uuid,
    settled_at timestamp with time zone,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT registry_import_content_hash_check CHECK ((content_hash ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT registry_import_dataset_check CHECK ((dataset = ANY (ARRAY['hospitals'::text, 'insured_institutions'::text]))),
    CONSTRAINT registry_import_failure_check CHECK (((failure IS NOT NULL) = (state = 'failed'::text))),
    CONSTRAINT registry_import_report_check CHECK (((report IS NULL) = (state = 'failed'::text))),
    CONSTRAINT registry_import_settled_at_check CHECK (((settled_at IS NOT NULL) = (state = ANY (ARRAY['applied'::text, 'discarded'::text])))),
    CONSTRAINT registry_import_size_check CHECK ((size > 0)),
    CONSTRAINT registry_import_state_check CHECK ((state = ANY (ARRAY['previewed'::text, 'applied'::text, 'discarded'::text, 'failed'::text])))
);

CREATE TABLE public.registry_import_part (
    import_id uuid NOT NULL,
    number integer NOT NULL,
    content bytea NOT NULL,
    CONSTRAINT registry_import_part_number_check CHECK ((number >= 0))
);
ALTER TABLE ONLY public.registry_import_part ALTER COLUMN content SET STORAGE EXTERNAL;

CREATE TABLE public.registry_institution (
    code text NOT NULL,
    edition text NOT NULL,
    name text NOT NULL,
    name_kana text NOT NULL,
    kind text NOT NULL,
    prefecture_code text NOT NULL,
    municipality_code text,
    postal_code text,
    address text NOT NULL,
    latitude double precision,
    longitude double precision,
    beds integer,
    website text,
    list text DEFAULT 'hospitals'::text NOT NULL,
    gone_in text,
    CONSTRAINT registry_institution_kind_check CHECK ((kind = ANY (ARRAY['hospital'::text, 'clinic'::text]))),
    CONSTRAINT registry_institution_list_check CHECK ((list = ANY (ARRAY['hospitals'::text, 'insured_institutions'::text])))
);

CREATE TABLE public.registry_match (
    insured_code text NOT NULL,
    hospital_code text NOT NULL
);

CREATE TABLE public.search_folding (
    one boolean DEFAULT true NOT NULL,
    version integer NOT NULL,
    CONSTRAINT search_folding_one_check CHECK (one)
);

CREATE TABLE public.second_factor_reset (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    asked_by uuid NOT NULL,
    reason text NOT NULL,
    credentials text NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    approved_at timestamp with time zone,
    approved_by uuid,
    withdrawn_at timestamp with time zone,
    CONSTRAINT second_factor_reset_approved_check CHECK (((approved_at IS NULL) = (approved_by IS NULL))),
    CONSTRAINT second_factor_reset_settled_check CHECK ((num_nonnulls(approved_at, withdrawn_at) <= 1))
);

CREATE TABLE public.secondary_medical_area (
    code text NOT NULL,
    prefecture_code text NOT NULL,
    name text NOT NULL,
    name_en text NOT NULL,
    CONSTRAINT secondary_medical_area_code_check CHECK ((code ~ '^[0-9]{4}$'::text))
);

CREATE TABLE public.signing_key (
    kid text NOT NULL,
    private_key_encrypted bytea NOT NULL,
    public_key bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    retires_at timestamp with time zone
);

CREATE TABLE public.subsidy_quote (
    id uuid NOT NULL,
    inquiry_id uuid NOT NULL,
    side text NOT NULL,
    author_account_id uuid NOT NULL,
    plan jsonb NOT NULL,
    statement jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT subsidy_quote_side_check CHECK ((side = ANY (ARRAY['doctor'::text, 'institution'::text])))
);

CREATE TABLE public.subsidy_quote_rule (
    quote_id uuid NOT NULL,
    rule_id uuid NOT NULL
);

CREATE TABLE public.subsidy_rule (
    id uuid NOT NULL,
    scheme text NOT NULL,
    version integer NOT NULL,
    fiscal_year integer NOT NULL,
    budget_stage text NOT NULL,
    terms jsonb NOT NULL,
    budget_yen bigint,
    source jsonb NOT NULL,
    valid_from date NOT NULL,
    valid_until date,
    note jsonb NOT NULL,
    expected_start jsonb,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    revision integer DEFAULT 1 NOT NULL,
    CONSTRAINT subsidy_rule_budget_stage_check CHECK ((budget_stage = ANY (ARRAY['request'::text, 'draft_budget'::text, 'supplementary'::text, 'enacted'::text]))),
    CONSTRAINT subsidy_rule_budget_yen_check CHECK ((budget_yen >= 0)),
    CONSTRAINT subsidy_rule_scheme_check CHECK ((scheme = ANY (ARRAY['clinic_facility'::text, 'clinic_equipment'::text, 'clinic_settlement'::text, 'work_environment'::text, 'substitute_doctor'::text, 'dispatching_institution'::text, 'doctors_allowance'::text, 'wide_area_matching'::text, 'recurrent_education'::text]))),
    CONSTRAINT subsidy_rule_valid_until_check CHECK ((valid_from <= valid_until)),
    CONSTRAINT subsidy_rule_version_check CHECK ((version > 0))
);

CREATE TABLE public.support_application (
    id uuid NOT NULL,
    institution_id uuid NOT NULL,
    priority_area_id uuid NOT NULL,
    prefecture_code text NOT NULL,
    fiscal_year integer NOT NULL,
    status text NOT NULL,
    status_since timestamp with time zone NOT NULL,
    plan jsonb NOT NULL,
    purpose text NOT NULL,
    statement jsonb,
    submitted jsonb,
    meeting_id uuid,
    decision jsonb,
    report jsonb,
    created_by uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    reference_number text,
    fixing jsonb,
    claim jsonb,
    payment jsonb,
    CONSTRAINT support_application_claim_check CHECK (((claim IS NOT NULL) = (status = ANY (ARRAY['claimed'::text, 'paid'::text])))),
    CONSTRAINT support_application_decision_check CHECK (((decision IS NOT NULL) OR (status <> ALL (ARRAY['decided'::text, 'reported'::text, 'report_returned'::text, 'report_checked'::text, 'fixed'::text, 'claimed'::text, 'paid'::text])))),
    CONSTRAINT support_application_fixing_check CHECK (((fixing IS NOT NULL) = (status = ANY (ARRAY['fixed'::text, 'claimed'::text, 'paid'::text])))),
    CONSTRAINT support_application_payment_check CHECK (((payment IS NOT NULL) = (status = 'paid'::text))),
    CONSTRAINT support_application_reference_number_check CHECK (((reference_number IS NULL) = (statement IS NULL))),
    CONSTRAINT support_application_report_check CHECK (((report IS NOT NULL) OR (status <> ALL (ARRAY['reported'::text, 'report_returned'::text, 'report_checked'::text, 'fixed'::text, 'claimed'::text, 'paid'::text])))),
    CONSTRAINT support_application_statement_check CHECK (((statement IS NOT NULL) OR (status = ANY (ARRAY['draft'::text, 'withdrawn'::text])))),
    CONSTRAINT support_application_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'submitted'::text, 'returned'::text, 'checked'::text, 'proposed'::text, 'selected'::text, 'not_selected'::text, 'applied'::text, 'decided'::text, 'reported'::text, 'report_returned'::text, 'report_checked'::text, 'fixed'::text, 'claimed'::text, 'paid'::text, 'withdrawn'::text]))),
    CONSTRAINT support_application_submitted_check CHECK (((submitted IS NULL) = (statement IS NULL)))
);

CREATE TABLE public.support_application_number (
    prefecture_code text NOT NULL,
    fiscal_year integer NOT NULL,
    last integer NOT NULL
);

CREATE TABLE public.support_application_revision (
    application_id uuid NOT NULL,
    number integer NOT NULL,
    submitted jsonb NOT NULL,
    statement jsonb NOT NULL,
    created_by uuid NOT NULL,
    created_at timestamp with time zone NOT NULL
);

CREATE TABLE public.support_application_rule (
    application_id uuid NOT NULL,
    rule_id uuid NOT NULL
);

CREATE TABLE public.support_application_step (
    id uuid NOT NULL,
    application_id uuid NOT NULL,
    event text,
    to_status text NOT NULL,
    by_officer boolean NOT NULL,
    author_account_id uuid NOT NULL,
    reason text NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT support_application_step_event_check CHECK ((event = ANY (ARRAY['submit'::text, 'return'::text, 'check'::text, 'propose'::text, 'select'::text, 'turn_down'::text, 'apply'::text, 'decide'::text, 'report'::text, 'return_report'::text, 'check_report'::text, 'fix'::text, 'claim'::text, 'withdraw_claim'::text, 'pay'::text, 'undo'::text, 'withdraw'::text])))
);

CREATE TABLE public.support_budget (
    prefecture_code text NOT NULL,
    fiscal_year integer NOT NULL,
    scheme text NOT NULL,
    amount_yen bigint NOT NULL,
    source jsonb NOT NULL,
    saved_by uuid,
    saved_at timestamp with time zone NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    withdrawn_at timestamp with time zone,
    CONSTRAINT support_budget_amount_yen_check CHECK ((amount_yen >= 0)),
    CONSTRAINT support_budget_scheme_check CHECK ((scheme = ANY (ARRAY['clinic_facility'::text, 'clinic_equipment'::text, 'clinic_settlement'::text, 'work_environment'::text, 'substitute_doctor'::text, 'dispatching_institution'::text, 'doctors_allowance'::text, 'wide_area_matching'::text, 'recurrent_education'::text])))
);

CREATE TABLE public.support_document (
    id uuid NOT NULL,
    application_id uuid NOT NULL,
    name text NOT NULL,
    media_type text NOT NULL,
    size bigint NOT NULL,
    content bytea NOT NULL,
    uploaded_by uuid NOT NULL,
    uploaded_at timestamp with time zone NOT NULL,
    sha256 text GENERATED ALWAYS AS (encode(sha256(content), 'hex'::text)) STORED NOT NULL,
    replaces_id uuid,
    submitted_at timestamp with time zone,
    CONSTRAINT support_document_media_type_check CHECK ((media_type = ANY (ARRAY['application/pdf'::text, 'image/png'::text, 'image/jpeg'::text]))),
    CONSTRAINT support_document_size_check CHECK (((size >= 1) AND (size <= 10485760)))
);

CREATE TABLE public.support_figure (
    prefecture_code text NOT NULL,
    fiscal_year integer NOT NULL,
    "position" integer NOT NULL,
    area_name text,
    stage text NOT NULL,
    figures jsonb NOT NULL,
    source jsonb NOT NULL,
    CONSTRAINT support_figure_stage_check CHECK ((stage = ANY (ARRAY['plan'::text, 'decision'::text])))
);

CREATE TABLE public.support_opinion (
    application_id uuid NOT NULL,
    council text NOT NULL,
    agreed boolean NOT NULL,
    stated_on date NOT NULL,
    minutes text NOT NULL,
    recorded_by uuid NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    meeting_id uuid,
    CONSTRAINT support_opinion_council_check CHECK ((council = ANY (ARRAY['regional_medical'::text, 'insurers'::text])))
);

CREATE TABLE public.support_report_revision (
    application_id uuid NOT NULL,
    number integer NOT NULL,
    report jsonb NOT NULL,
    created_by uuid NOT NULL,
    created_at timestamp with time zone NOT NULL
);

ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.account_role
    ADD CONSTRAINT account_role_pkey PRIMARY KEY (account_id, role);

ALTER TABLE ONLY public.account_suspension
    ADD CONSTRAINT account_suspension_pkey PRIMARY KEY (account_id);

ALTER TABLE ONLY public.attempt_delay
    ADD CONSTRAINT attempt_delay_pkey PRIMARY KEY (key);

ALTER TABLE ONLY public.attempt_window
    ADD CONSTRAINT attempt_window_pkey PRIMARY KEY (key, window_start);

ALTER TABLE ONLY public.audit_entry
    ADD CONSTRAINT audit_entry_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.change_request
    ADD CONSTRAINT change_request_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.computed_candidate_area
    ADD CONSTRAINT computed_candidate_area_pkey PRIMARY KEY (area_code);

ALTER TABLE ONLY public.contact_message
    ADD CONSTRAINT contact_message_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.contact_message
    ADD CONSTRAINT contact_message_reference_number_key UNIQUE (reference_number);

ALTER TABLE ONLY public.contact_reply
    ADD CONSTRAINT contact_reply_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.correction_plan_area
    ADD CONSTRAINT correction_plan_area_pkey PRIMARY KEY (plan_id, priority_area_id);

ALTER TABLE ONLY public.correction_plan
    ADD CONSTRAINT correction_plan_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.correction_plan
    ADD CONSTRAINT correction_plan_prefecture_code_fiscal_year_key UNIQUE (prefecture_code, fiscal_year);

ALTER TABLE ONLY public.correction_plan_step
    ADD CONSTRAINT correction_plan_step_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.council_meeting
    ADD CONSTRAINT council_meeting_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.council_meeting
    ADD CONSTRAINT council_meeting_round_key UNIQUE (prefecture_code, fiscal_year, council, round);

ALTER TABLE ONLY public.data_edition
    ADD CONSTRAINT data_edition_pkey PRIMARY KEY (dataset, edition, file_name);

ALTER TABLE ONLY public.doctor_block
    ADD CONSTRAINT doctor_block_pkey PRIMARY KEY (account_id, institution_id);

ALTER TABLE ONLY public.doctor
    ADD CONSTRAINT doctor_pkey PRIMARY KEY (account_id);

ALTER TABLE ONLY public.doctor_wishes
    ADD CONSTRAINT doctor_wishes_pkey PRIMARY KEY (account_id);

ALTER TABLE ONLY public.draft_notice
    ADD CONSTRAINT draft_notice_pkey PRIMARY KEY (subject_id);

ALTER TABLE ONLY public.email_link
    ADD CONSTRAINT email_link_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.email_link
    ADD CONSTRAINT email_link_token_hash_key UNIQUE (token_hash);

ALTER TABLE ONLY public.idempotency_record
    ADD CONSTRAINT idempotency_record_pkey PRIMARY KEY (principal, operation, key);

ALTER TABLE ONLY public.inquiry_message
    ADD CONSTRAINT inquiry_message_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.inquiry
    ADD CONSTRAINT inquiry_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.inquiry_step
    ADD CONSTRAINT inquiry_step_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.institution
    ADD CONSTRAINT institution_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.invitation
    ADD CONSTRAINT invitation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.invitation
    ADD CONSTRAINT invitation_token_hash_key UNIQUE (token_hash);

ALTER TABLE ONLY public.licence_copy
    ADD CONSTRAINT licence_copy_pkey PRIMARY KEY (account_id);

ALTER TABLE ONLY public.licence_doubt
    ADD CONSTRAINT licence_doubt_pkey PRIMARY KEY (hash);

ALTER TABLE ONLY public.listing_change
    ADD CONSTRAINT listing_change_pkey PRIMARY KEY (institution_id);

ALTER TABLE ONLY public.listing
    ADD CONSTRAINT listing_pkey PRIMARY KEY (institution_id);

ALTER TABLE ONLY public.message_draft
    ADD CONSTRAINT message_draft_pkey PRIMARY KEY (account_id, subject_id);

ALTER TABLE ONLY public.municipality
    ADD CONSTRAINT municipality_pkey PRIMARY KEY (code);

ALTER TABLE ONLY public.opening
    ADD CONSTRAINT opening_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.opening_revision
    ADD CONSTRAINT opening_revision_pkey PRIMARY KEY (opening_id, number);

ALTER TABLE ONLY public.organization_member
    ADD CONSTRAINT organization_member_pkey PRIMARY KEY (organization_id, account_id);

ALTER TABLE ONLY public.organization
    ADD CONSTRAINT organization_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_dedup_key_key UNIQUE (dedup_key);

ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.physician_index
    ADD CONSTRAINT physician_index_pkey PRIMARY KEY (level, code, edition_on);

ALTER TABLE ONLY public.prefecture
    ADD CONSTRAINT prefecture_pkey PRIMARY KEY (code);

ALTER TABLE ONLY public.priority_area
    ADD CONSTRAINT priority_area_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.priority_area_version
    ADD CONSTRAINT priority_area_version_period_excl EXCLUDE USING gist (priority_area_id WITH =, daterange(valid_from, valid_until, '[]'::text) WITH &&) WHERE ((withdrawn_at IS NULL));

ALTER TABLE ONLY public.priority_area_version
    ADD CONSTRAINT priority_area_version_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.reason_template
    ADD CONSTRAINT reason_template_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.recovery_code
    ADD CONSTRAINT recovery_code_account_id_code_hash_key UNIQUE (account_id, code_hash);

ALTER TABLE ONLY public.recovery_code
    ADD CONSTRAINT recovery_code_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.refresh_session
    ADD CONSTRAINT refresh_session_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.refresh_session
    ADD CONSTRAINT refresh_session_token_hash_key UNIQUE (token_hash);

ALTER TABLE ONLY public.region_outline
    ADD CONSTRAINT region_outline_pkey PRIMARY KEY (level, code);

ALTER TABLE ONLY public.registration_assignee
    ADD CONSTRAINT registration_assignee_pkey PRIMARY KEY (registration_id);

ALTER TABLE ONLY public.registration_note
    ADD CONSTRAINT registration_note_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.registration
    ADD CONSTRAINT registration_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.registration
    ADD CONSTRAINT registration_reference_number_key UNIQUE (reference_number);

ALTER TABLE ONLY public.registration_revision
    ADD CONSTRAINT registration_revision_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.registration_revision
    ADD CONSTRAINT registration_revision_registration_id_number_key UNIQUE (registration_id, number);

ALTER TABLE ONLY public.registration_step
    ADD CONSTRAINT registration_step_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.registry_difference
    ADD CONSTRAINT registry_difference_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.registry_import_part
    ADD CONSTRAINT registry_import_part_pkey PRIMARY KEY (import_id, number);

ALTER TABLE ONLY public.registry_import
    ADD CONSTRAINT registry_import_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.registry_institution
    ADD CONSTRAINT registry_institution_pkey PRIMARY KEY (code);

ALTER TABLE ONLY public.registry_match
    ADD CONSTRAINT registry_match_hospital_code_key UNIQUE (hospital_code);

ALTER TABLE ONLY public.registry_match
    ADD CONSTRAINT registry_match_pkey PRIMARY KEY (insured_code);

ALTER TABLE ONLY public.search_folding
    ADD CONSTRAINT search_folding_pkey PRIMARY KEY (one);

ALTER TABLE ONLY public.second_factor_reset
    ADD CONSTRAINT second_factor_reset_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.secondary_medical_area
    ADD CONSTRAINT secondary_medical_area_pkey PRIMARY KEY (code);

ALTER TABLE ONLY public.signing_key
    ADD CONSTRAINT signing_key_pkey PRIMARY KEY (kid);

ALTER TABLE ONLY public.subsidy_quote
    ADD CONSTRAINT subsidy_quote_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.subsidy_quote_rule
    ADD CONSTRAINT subsidy_quote_rule_pkey PRIMARY KEY (quote_id, rule_id);

ALTER TABLE ONLY public.subsidy_rule
    ADD CONSTRAINT subsidy_rule_period_excl EXCLUDE USING gist (scheme WITH =, daterange(valid_from, valid_until, '[]'::text) WITH &&);

ALTER TABLE ONLY public.subsidy_rule
    ADD CONSTRAINT subsidy_rule_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.subsidy_rule
    ADD CONSTRAINT subsidy_rule_scheme_version_key UNIQUE (scheme, version);

ALTER TABLE ONLY public.support_application_number
    ADD CONSTRAINT support_application_number_pkey PRIMARY KEY (prefecture_code, fiscal_year);

ALTER TABLE ONLY public.support_application
    ADD CONSTRAINT support_application_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.support_application
    ADD CONSTRAINT support_application_reference_number_key UNIQUE (reference_number);

ALTER TABLE ONLY public.support_application_revision
    ADD CONSTRAINT support_application_revision_pkey PRIMARY KEY (application_id, number);

ALTER TABLE ONLY public.support_application_rule
    ADD CONSTRAINT support_application_rule_pkey PRIMARY KEY (application_id, rule_id);

ALTER TABLE ONLY public.support_application_step
    ADD CONSTRAINT support_application_step_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.support_budget
    ADD CONSTRAINT support_budget_pkey PRIMARY KEY (prefecture_code, fiscal_year, scheme);

ALTER TABLE ONLY public.support_document
    ADD CONSTRAINT support_document_id_application_id_key UNIQUE (id, application_id);

ALTER TABLE ONLY public.support_document
    ADD CONSTRAINT support_document_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.support_document
    ADD CONSTRAINT support_document_replaces_id_key UNIQUE (replaces_id);

ALTER TABLE ONLY public.support_figure
    ADD CONSTRAINT support_figure_area_name_stage_key UNIQUE NULLS NOT DISTINCT (prefecture_code, fiscal_year, area_name, stage);

ALTER TABLE ONLY public.support_figure
    ADD CONSTRAINT support_figure_pkey PRIMARY KEY (prefecture_code, fiscal_year, "position");

ALTER TABLE ONLY public.support_opinion
    ADD CONSTRAINT support_opinion_pkey PRIMARY KEY (application_id, council);

ALTER TABLE ONLY public.support_report_revision
    ADD CONSTRAINT support_report_revision_pkey PRIMARY KEY (application_id, number);

CREATE UNIQUE INDEX account_email_key ON public.account USING btree (lower(email)) WHERE (deleted_at IS NULL);

CREATE INDEX account_role_prefecture_code_idx ON public.account_role USING btree (prefecture_code, account_id) WHERE (prefecture_code IS NOT NULL);

CREATE INDEX account_role_role_idx ON public.account_role USING btree (role, account_id);

CREATE INDEX attempt_delay_tried_at_idx ON public.attempt_delay USING btree (tried_at);

CREATE INDEX attempt_window_window_start_idx ON public.attempt_window USING btree (window_start);

CREATE INDEX audit_entry_actor_account_id_idx ON public.audit_entry USING btree (actor_account_id, id DESC);

CREATE INDEX audit_entry_subject_idx ON public.audit_entry USING btree (subject_type, subject_id, id DESC);

CREATE INDEX change_request_registration_id_idx ON public.change_request USING btree (registration_id, id DESC);

CREATE UNIQUE INDEX change_request_registration_id_key ON public.change_request USING btree (registration_id) WHERE (status = 'requested'::text);

CREATE INDEX change_request_status_idx ON public.change_request USING btree (status, requested_at, id);

CREATE INDEX contact_message_received_at_idx ON public.contact_message USING btree (received_at DESC, id DESC);

CREATE INDEX contact_reply_message_id_idx ON public.contact_reply USING btree (message_id, id);

CREATE INDEX correction_plan_step_plan_id_idx ON public.correction_plan_step USING btree (plan_id, id);

CREATE INDEX doctor_block_institution_id_idx ON public.doctor_block USING btree (institution_id);

CREATE INDEX doctor_licence_since_idx ON public.doctor USING btree (licence_since, account_id);

CREATE INDEX doctor_licence_status_idx ON public.doctor USING btree (licence_status, licence_since, account_id);

CREATE INDEX email_link_email_idx ON public.email_link USING btree (email, purpose);

CREATE INDEX idempotency_record_created_at_idx ON public.idempotency_record USING btree (created_at);

CREATE INDEX inquiry_doctor_account_id_idx ON public.inquiry USING btree (doctor_account_id, last_activity_at DESC, id DESC);

CREATE UNIQUE INDEX inquiry_doctor_account_id_institution_id_key ON public.inquiry USING btree (doctor_account_id, institution_id) WHERE (status = ANY (ARRAY['sent'::text, 'replied'::text, 'consulting'::text, 'visit'::text, 'terms'::text, 'agreed'::text, 'started'::text]));

CREATE INDEX inquiry_institution_id_idx ON public.inquiry USING btree (institution_id, last_activity_at DESC, id DESC);

CREATE INDEX inquiry_message_inquiry_id_idx ON public.inquiry_message USING btree (inquiry_id, id);

CREATE INDEX inquiry_step_inquiry_id_idx ON public.inquiry_step USING btree (inquiry_id, id);

CREATE INDEX inquiry_unread_by_doctor_idx ON public.inquiry USING btree (doctor_account_id) WHERE (doctor_read_at < last_activity_at);

CREATE INDEX inquiry_unread_by_institution_idx ON public.inquiry USING btree (institution_id) WHERE ((institution_read_at IS NULL) OR (institution_read_at < last_activity_at));

CREATE INDEX institution_organization_id_idx ON public.institution USING btree (organization_id, id);

CREATE UNIQUE INDEX institution_organization_id_registry_code_key ON public.institution USING btree (organization_id, registry_code);

CREATE INDEX institution_own_resumes_on_idx ON public.institution USING btree (own_resumes_on) WHERE (own_resumes_on IS NOT NULL);

CREATE INDEX institution_registry_code_idx ON public.institution USING btree (registry_code) WHERE (registry_code IS NOT NULL);

CREATE UNIQUE INDEX institution_registry_code_key ON public.institution USING btree (registry_code) WHERE registry_code_held;

CREATE UNIQUE INDEX invitation_open_key ON public.invitation USING btree (lower(email), role, organization_id) NULLS NOT DISTINCT WHERE ((accepted_at IS NULL) AND (revoked_at IS NULL));

CREATE INDEX invitation_organization_id_idx ON public.invitation USING btree (organization_id, created_at DESC, id DESC);

CREATE INDEX licence_copy_uploaded_at_idx ON public.licence_copy USING btree (uploaded_at);

CREATE INDEX licence_doubt_doubted_at_idx ON public.licence_doubt USING btree (doubted_at);

CREATE INDEX listing_change_changed_at_idx ON public.listing_change USING btree (changed_at, changed_in);

CREATE INDEX listing_change_changed_in_idx ON public.listing_change USING btree (changed_in, institution_id);

CREATE INDEX listing_municipality_code_idx ON public.listing USING btree (municipality_code);

CREATE INDEX listing_prefecture_code_idx ON public.listing USING btree (prefecture_code, published_on DESC, institution_id DESC);

CREATE INDEX listing_published_on_idx ON public.listing USING btree (published_on DESC, institution_id DESC);

CREATE INDEX listing_sitemap_idx ON public.listing USING btree (prefecture_code, institution_id) INCLUDE (updated_at) WHERE (NOT fictional);

CREATE INDEX listing_specialties_idx ON public.listing USING gin (specialties);

CREATE INDEX message_draft_saved_at_idx ON public.message_draft USING btree (saved_at);

CREATE INDEX municipality_area_code_idx ON public.municipality USING btree (area_code);

CREATE INDEX municipality_prefecture_code_idx ON public.municipality USING btree (prefecture_code, code);

CREATE INDEX opening_confirmed_at_idx ON public.opening USING btree (confirmed_at) WHERE (status = 'open'::text);

CREATE INDEX opening_institution_id_idx ON public.opening USING btree (institution_id, updated_at DESC, id DESC);

CREATE INDEX opening_posted_at_idx ON public.opening USING btree (posted_at DESC, id DESC) WHERE (status = 'open'::text);

CREATE INDEX organization_member_account_id_idx ON public.organization_member USING btree (account_id);

CREATE INDEX outbox_pending_idx ON public.outbox USING btree (available_at) WHERE ((done_at IS NULL) AND (dead_at IS NULL));

CREATE INDEX priority_area_prefecture_code_idx ON public.priority_area USING btree (prefecture_code, id);

CREATE INDEX refresh_session_account_id_idx ON public.refresh_session USING btree (account_id) WHERE (revoked_at IS NULL);

CREATE INDEX refresh_session_family_id_idx ON public.refresh_session USING btree (family_id);

CREATE INDEX registration_assignee_account_id_idx ON public.registration_assignee USING btree (account_id);

CREATE INDEX registration_expires_on_idx ON public.registration USING btree (expires_on) WHERE (status = 'published'::text);

CREATE UNIQUE INDEX registration_institution_id_fiscal_year_key ON public.registration USING btree (institution_id, fiscal_year) WHERE (status <> ALL (ARRAY['withdrawn'::text, 'revoked'::text, 'expired'::text]));

CREATE INDEX registration_institution_id_idx ON public.registration USING btree (institution_id, id DESC);

CREATE INDEX registration_note_registration_id_idx ON public.registration_note USING btree (registration_id, id);

CREATE INDEX registration_status_idx ON public.registration USING btree (status, status_since, id);

CREATE INDEX registration_step_registration_id_idx ON public.registration_step USING btree (registration_id, id);

CREATE INDEX registry_difference_found_at_idx ON public.registry_difference USING btree (found_at DESC, id DESC);

CREATE INDEX registry_difference_institution_id_idx ON public.registry_difference USING btree (institution_id);

CREATE INDEX registry_difference_open_idx ON public.registry_difference USING btree (found_at DESC, id DESC) WHERE (acknowledged_at IS NULL);

CREATE INDEX registry_import_created_at_idx ON public.registry_import USING btree (created_at DESC, id DESC);

CREATE INDEX registry_institution_municipality_code_idx ON public.registry_institution USING btree (municipality_code);

CREATE INDEX registry_institution_position_idx ON public.registry_institution USING btree (municipality_code) INCLUDE (latitude, longitude) WHERE (latitude IS NOT NULL);

CREATE INDEX registry_institution_postal_code_idx ON public.registry_institution USING btree (postal_code) WHERE (postal_code IS NOT NULL);

CREATE INDEX registry_institution_prefecture_code_idx ON public.registry_institution USING btree (prefecture_code, name_kana COLLATE "ja-x-icu", code);

CREATE INDEX second_factor_reset_account_id_idx ON public.second_factor_reset USING btree (account_id);

CREATE INDEX secondary_medical_area_prefecture_code_idx ON public.secondary_medical_area USING btree (prefecture_code, code);

CREATE INDEX subsidy_quote_author_account_id_idx ON public.subsidy_quote USING btree (author_account_id);

CREATE INDEX subsidy_quote_inquiry_id_idx ON public.subsidy_quote USING btree (inquiry_id, id);

CREATE INDEX subsidy_quote_rule_rule_id_idx ON public.subsidy_quote_rule USING btree (rule_id);

CREATE UNIQUE INDEX support_application_institution_id_fiscal_year_key ON public.support_application USING btree (institution_id, fiscal_year) WHERE (status <> ALL (ARRAY['not_selected'::text, 'reported'::text, 'report_returned'::text, 'report_checked'::text, 'fixed'::text, 'claimed'::text, 'paid'::text, 'withdrawn'::text]));

CREATE INDEX support_application_prefecture_code_idx ON public.support_application USING btree (prefecture_code, status_since DESC, id DESC);

CREATE INDEX support_application_priority_area_id_idx ON public.support_application USING btree (priority_area_id);

CREATE INDEX support_application_rule_rule_id_idx ON public.support_application_rule USING btree (rule_id);

CREATE INDEX support_application_step_application_id_idx ON public.support_application_step USING btree (application_id, id);

CREATE INDEX support_document_application_id_idx ON public.support_document USING btree (application_id, id);

CREATE INDEX support_opinion_meeting_id_idx ON public.support_opinion USING btree (meeting_id);

CREATE TRIGGER audit_entry_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit_entry FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER data_edition_changed AFTER INSERT OR UPDATE ON public.data_edition FOR EACH ROW WHEN ((new.dataset = ANY (ARRAY['municipality_outlines'::text, 'hospitals'::text, 'insured_institutions'::text]))) EXECUTE FUNCTION public.note_change_of_all();

CREATE TRIGGER listing_came_or_went AFTER INSERT OR DELETE ON public.listing FOR EACH ROW EXECUTE FUNCTION public.note_listing_change();

CREATE TRIGGER listing_changed AFTER UPDATE ON public.listing FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.note_listing_change();

CREATE TRIGGER municipality_found_otherwise AFTER UPDATE ON public.municipality FOR EACH ROW WHEN ((((old.name IS DISTINCT FROM new.name) OR (old.name_kana IS DISTINCT FROM new.name_kana)) OR (old.area_code IS DISTINCT FROM new.area_code))) EXECUTE FUNCTION public.fold_anew();

CREATE TRIGGER municipality_renamed AFTER UPDATE ON public.municipality FOR EACH ROW WHEN ((((old.name IS DISTINCT FROM new.name) OR (old.name_en IS DISTINCT FROM new.name_en)) OR (old.area_code IS DISTINCT FROM new.area_code))) EXECUTE FUNCTION public.note_change_of_municipality();

CREATE TRIGGER opening_revision_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.opening_revision FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER opening_stays_over BEFORE UPDATE ON public.opening FOR EACH ROW WHEN ((old.status = ANY (ARRAY['filled'::text, 'ended'::text]))) EXECUTE FUNCTION public.refuse_change_of_ended_opening();

CREATE TRIGGER priority_area_version_keep BEFORE DELETE OR UPDATE ON public.priority_area_version FOR EACH ROW EXECUTE FUNCTION public.keep_priority_area_version();

CREATE TRIGGER registration_entered AFTER INSERT ON public.registration FOR EACH ROW WHEN (public.registration_holds_code(new.status)) EXECUTE FUNCTION public.hold_registry_code();

CREATE TRIGGER registration_moved AFTER UPDATE ON public.registration FOR EACH ROW WHEN ((public.registration_holds_code(old.status) <> public.registration_holds_code(new.status))) EXECUTE FUNCTION public.hold_registry_code();

CREATE TRIGGER registration_revision_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.registration_revision FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER secondary_medical_area_found_otherwise AFTER UPDATE ON public.secondary_medical_area FOR EACH ROW WHEN ((old.name IS DISTINCT FROM new.name)) EXECUTE FUNCTION public.fold_anew();

CREATE TRIGGER secondary_medical_area_renamed AFTER UPDATE ON public.secondary_medical_area FOR EACH ROW WHEN ((old.name IS DISTINCT FROM new.name)) EXECUTE FUNCTION public.note_change_of_area();

CREATE TRIGGER subsidy_quote_frozen BEFORE UPDATE OR TRUNCATE ON public.subsidy_quote FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER subsidy_quote_rule_frozen BEFORE UPDATE OR TRUNCATE ON public.subsidy_quote_rule FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER subsidy_rule_in_use BEFORE UPDATE ON public.subsidy_rule FOR EACH ROW EXECUTE FUNCTION public.refuse_change_of_used_rule();

CREATE TRIGGER support_application_revision_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.support_application_revision FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER support_document_keep_all BEFORE TRUNCATE ON public.support_document FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER support_document_keep_submitted BEFORE DELETE OR UPDATE ON public.support_document FOR EACH ROW WHEN ((old.submitted_at IS NOT NULL)) EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER support_figure_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.support_figure FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER support_report_revision_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.support_report_revision FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

ALTER TABLE ONLY public.account_role
    ADD CONSTRAINT account_role_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);

ALTER TABLE ONLY public.account_role
    ADD CONSTRAINT account_role_granted_by_fkey FOREIGN KEY (granted_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.account_role
    ADD CONSTRAINT account_role_prefecture_code_fkey FOREIGN KEY (prefecture_code) REFERENCES public.prefecture(code);

ALTER TABLE ONLY public.account_suspension
    ADD CONSTRAINT account_suspension_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);

ALTER TABLE ONLY public.account_suspension
    ADD CONSTRAINT account_suspension_suspended_by_fkey FOREIGN KEY (suspended_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.change_request
    ADD CONSTRAINT change_request_registration_id_fkey FOREIGN KEY (registration_id) REFERENCES public.registration(id);

ALTER TABLE ONLY public.contact_message
    ADD CONSTRAINT contact_message_claimed_by_fkey FOREIGN KEY (claimed_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.contact_message
    ADD CONSTRAINT contact_message_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organization(id);

ALTER TABLE ONLY public.contact_message
    ADD CONSTRAINT contact_message_registry_code_fkey FOREIGN KEY (registry_code) REFERENCES public.registry_institution(code);

ALTER TABLE ONLY public.contact_message
    ADD CONSTRAINT contact_message_settled_by_fkey FOREIGN KEY (settled_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.contact_reply
    ADD CONSTRAINT contact_reply_author_account_id_fkey FOREIGN KEY (author_account_id) REFERENCES public.account(id);

ALTER TABLE ONLY public.contact_reply
    ADD CONSTRAINT contact_reply_message_id_fkey FOREIGN KEY (message_id) REFERENCES public.contact_message(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.correction_plan_area
    ADD CONSTRAINT correction_plan_area_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES public.correction_plan(id);

ALTER TABLE ONLY public.correction_plan_area
    ADD CONSTRAINT correction_plan_area_priority_area_id_fkey FOREIGN KEY (priority_area_id) REFERENCES public.priority_area(id);

ALTER TABLE ONLY public.correction_plan
    ADD CONSTRAINT correction_plan_prefecture_code_fkey FOREIGN KEY (prefecture_code) REFERENCES public.prefecture(code);

ALTER TABLE ONLY public.correction_plan_step
    ADD CONSTRAINT correction_plan_step_author_account_id_fkey FOREIGN KEY (author_account_id) REFERENCES public.account(id);

ALTER TABLE ONLY public.correction_plan_step
    ADD CONSTRAINT correction_plan_step_meeting_id_fkey FOREIGN KEY (meeting_id) REFERENCES public.council_meeting(id);

ALTER TABLE ONLY public.correction_plan_step
    ADD CONSTRAINT correction_plan_step_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES public.correction_plan(id);

ALTER TABLE ONLY public.council_meeting
    ADD CONSTRAINT council_meeting_prefecture_code_fkey FOREIGN KEY (prefecture_code) REFERENCES public.prefecture(code);

ALTER TABLE ONLY public.doctor
    ADD CONSTRAINT doctor_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);

ALTER TABLE ONLY public.doctor_block
    ADD CONSTRAINT doctor_block_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);

ALTER TABLE ONLY public.doctor_block
    ADD CONSTRAINT doctor_block_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.doctor_wishes
    ADD CONSTRAINT doctor_wishes_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);

ALTER TABLE ONLY public.inquiry
    ADD CONSTRAINT inquiry_doctor_account_id_fkey FOREIGN KEY (doctor_account_id) REFERENCES public.account(id);

ALTER TABLE ONLY public.inquiry
    ADD CONSTRAINT inquiry_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.inquiry_message
    ADD CONSTRAINT inquiry_message_inquiry_id_fkey FOREIGN KEY (inquiry_id) REFERENCES public.inquiry(id);

ALTER TABLE ONLY public.inquiry_step
    ADD CONSTRAINT inquiry_step_inquiry_id_fkey FOREIGN KEY (inquiry_id) REFERENCES public.inquiry(id);

ALTER TABLE ONLY public.institution
    ADD CONSTRAINT institution_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organization(id);

ALTER TABLE ONLY public.institution
    ADD CONSTRAINT institution_registry_code_fkey FOREIGN KEY (registry_code) REFERENCES public.registry_institution(code);

ALTER TABLE ONLY public.invitation
    ADD CONSTRAINT invitation_accepted_by_fkey FOREIGN KEY (accepted_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.invitation
    ADD CONSTRAINT invitation_invited_by_fkey FOREIGN KEY (invited_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.invitation
    ADD CONSTRAINT invitation_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organization(id);

ALTER TABLE ONLY public.invitation
    ADD CONSTRAINT invitation_prefecture_code_fkey FOREIGN KEY (prefecture_code) REFERENCES public.prefecture(code);

ALTER TABLE ONLY public.licence_copy
    ADD CONSTRAINT licence_copy_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.doctor(account_id) ON DELETE CASCADE;

ALTER TABLE ONLY public.listing
    ADD CONSTRAINT listing_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.listing
    ADD CONSTRAINT listing_municipality_code_fkey FOREIGN KEY (municipality_code) REFERENCES public.municipality(code);

ALTER TABLE ONLY public.listing
    ADD CONSTRAINT listing_prefecture_code_fkey FOREIGN KEY (prefecture_code) REFERENCES public.prefecture(code);

ALTER TABLE ONLY public.listing
    ADD CONSTRAINT listing_registration_id_fkey FOREIGN KEY (registration_id) REFERENCES public.registration(id);

ALTER TABLE ONLY public.message_draft
    ADD CONSTRAINT message_draft_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);

ALTER TABLE ONLY public.municipality
    ADD CONSTRAINT municipality_area_code_fkey FOREIGN KEY (area_code) REFERENCES public.secondary_medical_area(code);

ALTER TABLE ONLY public.municipality
    ADD CONSTRAINT municipality_prefecture_code_fkey FOREIGN KEY (prefecture_code) REFERENCES public.prefecture(code);

ALTER TABLE ONLY public.opening
    ADD CONSTRAINT opening_created_by_fkey FOREIGN KEY (created_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.opening
    ADD CONSTRAINT opening_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.opening_revision
    ADD CONSTRAINT opening_revision_created_by_fkey FOREIGN KEY (created_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.opening_revision
    ADD CONSTRAINT opening_revision_opening_id_fkey FOREIGN KEY (opening_id) REFERENCES public.opening(id);

ALTER TABLE ONLY public.organization_member
    ADD CONSTRAINT organization_member_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);

ALTER TABLE ONLY public.organization_member
    ADD CONSTRAINT organization_member_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organization(id);

ALTER TABLE ONLY public.priority_area
    ADD CONSTRAINT priority_area_prefecture_code_fkey FOREIGN KEY (prefecture_code) REFERENCES public.prefecture(code);

ALTER TABLE ONLY public.priority_area_version
    ADD CONSTRAINT priority_area_version_created_by_fkey FOREIGN KEY (created_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.priority_area_version
    ADD CONSTRAINT priority_area_version_follows_id_fkey FOREIGN KEY (follows_id) REFERENCES public.priority_area_version(id);

ALTER TABLE ONLY public.priority_area_version
    ADD CONSTRAINT priority_area_version_priority_area_id_fkey FOREIGN KEY (priority_area_id) REFERENCES public.priority_area(id);

ALTER TABLE ONLY public.recovery_code
    ADD CONSTRAINT recovery_code_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);

ALTER TABLE ONLY public.refresh_session
    ADD CONSTRAINT refresh_session_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);

ALTER TABLE ONLY public.registration_assignee
    ADD CONSTRAINT registration_assignee_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);

ALTER TABLE ONLY public.registration_assignee
    ADD CONSTRAINT registration_assignee_registration_id_fkey FOREIGN KEY (registration_id) REFERENCES public.registration(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.registration
    ADD CONSTRAINT registration_committee_confirmed_by_fkey FOREIGN KEY (committee_confirmed_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.registration
    ADD CONSTRAINT registration_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.registration_note
    ADD CONSTRAINT registration_note_author_account_id_fkey FOREIGN KEY (author_account_id) REFERENCES public.account(id);

ALTER TABLE ONLY public.registration_note
    ADD CONSTRAINT registration_note_registration_id_fkey FOREIGN KEY (registration_id) REFERENCES public.registration(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.registration_revision
    ADD CONSTRAINT registration_revision_registration_id_fkey FOREIGN KEY (registration_id) REFERENCES public.registration(id);

ALTER TABLE ONLY public.registration
    ADD CONSTRAINT registration_secretariat_checked_by_fkey FOREIGN KEY (secretariat_checked_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.registration_step
    ADD CONSTRAINT registration_step_registration_id_fkey FOREIGN KEY (registration_id) REFERENCES public.registration(id);

ALTER TABLE ONLY public.registry_difference
    ADD CONSTRAINT registry_difference_acknowledged_by_fkey FOREIGN KEY (acknowledged_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.registry_difference
    ADD CONSTRAINT registry_difference_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.registry_difference
    ADD CONSTRAINT registry_difference_registry_code_fkey FOREIGN KEY (registry_code) REFERENCES public.registry_institution(code);

ALTER TABLE ONLY public.registry_import
    ADD CONSTRAINT registry_import_created_by_fkey FOREIGN KEY (created_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.registry_import_part
    ADD CONSTRAINT registry_import_part_import_id_fkey FOREIGN KEY (import_id) REFERENCES public.registry_import(id);

ALTER TABLE ONLY public.registry_import
    ADD CONSTRAINT registry_import_settled_by_fkey FOREIGN KEY (settled_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.registry_institution
    ADD CONSTRAINT registry_institution_municipality_code_fkey FOREIGN KEY (municipality_code) REFERENCES public.municipality(code);

ALTER TABLE ONLY public.registry_institution
    ADD CONSTRAINT registry_institution_prefecture_code_fkey FOREIGN KEY (prefecture_code) REFERENCES public.prefecture(code);

ALTER TABLE ONLY public.registry_match
    ADD CONSTRAINT registry_match_hospital_code_fkey FOREIGN KEY (hospital_code) REFERENCES public.registry_institution(code);

ALTER TABLE ONLY public.registry_match
    ADD CONSTRAINT registry_match_insured_code_fkey FOREIGN KEY (insured_code) REFERENCES public.registry_institution(code);

ALTER TABLE ONLY public.second_factor_reset
    ADD CONSTRAINT second_factor_reset_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);

ALTER TABLE ONLY public.second_factor_reset
    ADD CONSTRAINT second_factor_reset_approved_by_fkey FOREIGN KEY (approved_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.second_factor_reset
    ADD CONSTRAINT second_factor_reset_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.secondary_medical_area
    ADD CONSTRAINT secondary_medical_area_prefecture_code_fkey FOREIGN KEY (prefecture_code) REFERENCES public.prefecture(code);

ALTER TABLE ONLY public.subsidy_quote
    ADD CONSTRAINT subsidy_quote_inquiry_id_fkey FOREIGN KEY (inquiry_id) REFERENCES public.inquiry(id);

ALTER TABLE ONLY public.subsidy_quote_rule
    ADD CONSTRAINT subsidy_quote_rule_quote_id_fkey FOREIGN KEY (quote_id) REFERENCES public.subsidy_quote(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.subsidy_quote_rule
    ADD CONSTRAINT subsidy_quote_rule_rule_id_fkey FOREIGN KEY (rule_id) REFERENCES public.subsidy_rule(id);

ALTER TABLE ONLY public.support_application
    ADD CONSTRAINT support_application_created_by_fkey FOREIGN KEY (created_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.support_application
    ADD CONSTRAINT support_application_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.support_application
    ADD CONSTRAINT support_application_meeting_id_fkey FOREIGN KEY (meeting_id) REFERENCES public.council_meeting(id);

ALTER TABLE ONLY public.support_application_number
    ADD CONSTRAINT support_application_number_prefecture_code_fkey FOREIGN KEY (prefecture_code) REFERENCES public.prefecture(code);

ALTER TABLE ONLY public.support_application
    ADD CONSTRAINT support_application_prefecture_code_fkey FOREIGN KEY (prefecture_code) REFERENCES public.prefecture(code);

ALTER TABLE ONLY public.support_application
    ADD CONSTRAINT support_application_priority_area_id_fkey FOREIGN KEY (priority_area_id) REFERENCES public.priority_area(id);

ALTER TABLE ONLY public.support_application_revision
    ADD CONSTRAINT support_application_revision_application_id_fkey FOREIGN KEY (application_id) REFERENCES public.support_application(id);

ALTER TABLE ONLY public.support_application_revision
    ADD CONSTRAINT support_application_revision_created_by_fkey FOREIGN KEY (created_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.support_application_rule
    ADD CONSTRAINT support_application_rule_application_id_fkey FOREIGN KEY (application_id) REFERENCES public.support_application(id);

ALTER TABLE ONLY public.support_application_rule
    ADD CONSTRAINT support_application_rule_rule_id_fkey FOREIGN KEY (rule_id) REFERENCES public.subsidy_rule(id);

ALTER TABLE ONLY public.support_application_step
    ADD CONSTRAINT support_application_step_application_id_fkey FOREIGN KEY (application_id) REFERENCES public.support_application(id);

ALTER TABLE ONLY public.support_application_step
    ADD CONSTRAINT support_application_step_author_account_id_fkey FOREIGN KEY (author_account_id) REFERENCES public.account(id);

ALTER TABLE ONLY public.support_budget
    ADD CONSTRAINT support_budget_prefecture_code_fkey FOREIGN KEY (prefecture_code) REFERENCES public.prefecture(code);

ALTER TABLE ONLY public.support_budget
    ADD CONSTRAINT support_budget_saved_by_fkey FOREIGN KEY (saved_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.support_document
    ADD CONSTRAINT support_document_application_id_fkey FOREIGN KEY (application_id) REFERENCES public.support_application(id);

ALTER TABLE ONLY public.support_document
    ADD CONSTRAINT support_document_replaces_id_fkey FOREIGN KEY (replaces_id, application_id) REFERENCES public.support_document(id, application_id);

ALTER TABLE ONLY public.support_document
    ADD CONSTRAINT support_document_uploaded_by_fkey FOREIGN KEY (uploaded_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.support_figure
    ADD CONSTRAINT support_figure_prefecture_code_fkey FOREIGN KEY (prefecture_code) REFERENCES public.prefecture(code);

ALTER TABLE ONLY public.support_opinion
    ADD CONSTRAINT support_opinion_application_id_fkey FOREIGN KEY (application_id) REFERENCES public.support_application(id);

ALTER TABLE ONLY public.support_opinion
    ADD CONSTRAINT support_opinion_meeting_id_fkey FOREIGN KEY (meeting_id) REFERENCES public.council_meeting(id);

ALTER TABLE ONLY public.support_opinion
    ADD CONSTRAINT support_opinion_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.support_report_revision
    ADD CONSTRAINT support_report_revision_application_id_fkey FOREIGN KEY (application_id) REFERENCES public.support_application(id);

ALTER TABLE ONLY public.support_report_revision
    ADD CONSTRAINT support_report_revision_created_by_fkey FOREIGN KEY (created_by) REFERENCES public.account(id);
