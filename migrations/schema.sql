CREATE FUNCTION public.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TABLE public.account (
    id uuid NOT NULL,
    email text NOT NULL,
    password_hash text,
    display_name text NOT NULL,
    locale text NOT NULL,
    agreed_terms_at timestamp with time zone,
    email_confirmed_at timestamp with time zone,
    totp_secret_encrypted bytea,
    totp_confirmed_at timestamp with time zone,
    totp_last_step bigint,
    created_at timestamp with time zone NOT NULL,
    deleted_at timestamp with time zone,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT account_display_name_check CHECK (((char_length(display_name) >= 1) AND (char_length(display_name) <= 120))),
    CONSTRAINT account_email_check CHECK (((char_length(email) >= 3) AND (char_length(email) <= 254))),
    CONSTRAINT account_locale_check CHECK ((locale = ANY (ARRAY['ja'::text, 'en'::text])))
);

CREATE TABLE public.account_role (
    account_id uuid NOT NULL,
    role text NOT NULL,
    granted_at timestamp with time zone NOT NULL,
    granted_by uuid,
    CONSTRAINT account_role_role_check CHECK ((role = ANY (ARRAY['doctor'::text, 'institution_member'::text, 'secretariat'::text, 'committee_member'::text, 'administrator'::text])))
);

CREATE TABLE public.account_token (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    purpose text NOT NULL,
    token_hash bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    CONSTRAINT account_token_purpose_check CHECK ((purpose = ANY (ARRAY['confirm_email'::text, 'reset_password'::text])))
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
    CONSTRAINT contact_message_locale_check CHECK ((locale = ANY (ARRAY['ja'::text, 'en'::text])))
);

CREATE SEQUENCE public.contact_message_reference_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

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
    version integer DEFAULT 1 NOT NULL
);

CREATE TABLE public.doctor_block (
    account_id uuid NOT NULL,
    institution_id uuid NOT NULL,
    blocked_at timestamp with time zone NOT NULL
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
    CONSTRAINT institution_paused_at_check CHECK (((paused_at IS NULL) = (pause_reason IS NULL)))
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
    CONSTRAINT invitation_kind_check CHECK ((kind = ANY (ARRAY['staff'::text, 'member'::text]))),
    CONSTRAINT invitation_kind_role_check CHECK ((((kind = 'member'::text) AND (role = 'institution_member'::text) AND (organization_id IS NOT NULL)) OR ((kind = 'staff'::text) AND (role <> 'institution_member'::text) AND (organization_id IS NULL)))),
    CONSTRAINT invitation_role_check CHECK ((role = ANY (ARRAY['institution_member'::text, 'secretariat'::text, 'committee_member'::text, 'administrator'::text])))
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

CREATE TABLE public.municipality (
    code text NOT NULL,
    prefecture_code text NOT NULL,
    area_code text,
    name text NOT NULL,
    name_kana text NOT NULL,
    name_en text NOT NULL,
    CONSTRAINT municipality_code_check CHECK ((code ~ '^[0-9]{5}$'::text))
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
    revoked_at timestamp with time zone
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
    CONSTRAINT registration_step_event_check CHECK ((event = ANY (ARRAY['submit'::text, 'take_up'::text, 'return'::text, 'pass_on'::text, 'confirm'::text, 'withdraw'::text, 'revoke'::text, 'expire'::text])))
);

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
    search_key text NOT NULL,
    CONSTRAINT registry_institution_kind_check CHECK ((kind = ANY (ARRAY['hospital'::text, 'clinic'::text])))
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

ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.account_role
    ADD CONSTRAINT account_role_pkey PRIMARY KEY (account_id, role);

ALTER TABLE ONLY public.account_token
    ADD CONSTRAINT account_token_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.account_token
    ADD CONSTRAINT account_token_token_hash_key UNIQUE (token_hash);

ALTER TABLE ONLY public.attempt_window
    ADD CONSTRAINT attempt_window_pkey PRIMARY KEY (key, window_start);

ALTER TABLE ONLY public.audit_entry
    ADD CONSTRAINT audit_entry_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.change_request
    ADD CONSTRAINT change_request_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.contact_message
    ADD CONSTRAINT contact_message_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.contact_message
    ADD CONSTRAINT contact_message_reference_number_key UNIQUE (reference_number);

ALTER TABLE ONLY public.data_edition
    ADD CONSTRAINT data_edition_pkey PRIMARY KEY (dataset, edition, file_name);

ALTER TABLE ONLY public.doctor_block
    ADD CONSTRAINT doctor_block_pkey PRIMARY KEY (account_id, institution_id);

ALTER TABLE ONLY public.doctor
    ADD CONSTRAINT doctor_pkey PRIMARY KEY (account_id);

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

ALTER TABLE ONLY public.listing
    ADD CONSTRAINT listing_pkey PRIMARY KEY (institution_id);

ALTER TABLE ONLY public.municipality
    ADD CONSTRAINT municipality_pkey PRIMARY KEY (code);

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

ALTER TABLE ONLY public.registry_institution
    ADD CONSTRAINT registry_institution_pkey PRIMARY KEY (code);

ALTER TABLE ONLY public.secondary_medical_area
    ADD CONSTRAINT secondary_medical_area_pkey PRIMARY KEY (code);

ALTER TABLE ONLY public.signing_key
    ADD CONSTRAINT signing_key_pkey PRIMARY KEY (kid);

CREATE UNIQUE INDEX account_email_key ON public.account USING btree (lower(email)) WHERE (deleted_at IS NULL);

CREATE INDEX account_role_role_idx ON public.account_role USING btree (role, account_id);

CREATE INDEX account_token_account_id_idx ON public.account_token USING btree (account_id, purpose);

CREATE INDEX attempt_window_window_start_idx ON public.attempt_window USING btree (window_start);

CREATE INDEX audit_entry_actor_account_id_idx ON public.audit_entry USING btree (actor_account_id, id DESC);

CREATE INDEX audit_entry_subject_idx ON public.audit_entry USING btree (subject_type, subject_id, id DESC);

CREATE INDEX change_request_registration_id_idx ON public.change_request USING btree (registration_id, id DESC);

CREATE UNIQUE INDEX change_request_registration_id_key ON public.change_request USING btree (registration_id) WHERE (status = 'requested'::text);

CREATE INDEX change_request_status_idx ON public.change_request USING btree (status, requested_at, id);

CREATE INDEX contact_message_received_at_idx ON public.contact_message USING btree (received_at DESC, id DESC);

CREATE INDEX doctor_block_institution_id_idx ON public.doctor_block USING btree (institution_id);

CREATE INDEX idempotency_record_created_at_idx ON public.idempotency_record USING btree (created_at);

CREATE INDEX inquiry_doctor_account_id_idx ON public.inquiry USING btree (doctor_account_id, last_activity_at DESC, id DESC);

CREATE UNIQUE INDEX inquiry_doctor_account_id_institution_id_key ON public.inquiry USING btree (doctor_account_id, institution_id) WHERE (status = ANY (ARRAY['sent'::text, 'replied'::text, 'consulting'::text, 'visit'::text, 'terms'::text, 'agreed'::text, 'started'::text]));

CREATE INDEX inquiry_institution_id_idx ON public.inquiry USING btree (institution_id, last_activity_at DESC, id DESC);

CREATE INDEX inquiry_message_inquiry_id_idx ON public.inquiry_message USING btree (inquiry_id, id);

CREATE INDEX inquiry_step_inquiry_id_idx ON public.inquiry_step USING btree (inquiry_id, id);

CREATE INDEX institution_organization_id_idx ON public.institution USING btree (organization_id, id);

CREATE UNIQUE INDEX invitation_open_key ON public.invitation USING btree (lower(email), role, organization_id) NULLS NOT DISTINCT WHERE ((accepted_at IS NULL) AND (revoked_at IS NULL));

CREATE INDEX invitation_organization_id_idx ON public.invitation USING btree (organization_id, created_at DESC, id DESC);

CREATE INDEX listing_municipality_code_idx ON public.listing USING btree (municipality_code);

CREATE INDEX listing_prefecture_code_idx ON public.listing USING btree (prefecture_code, published_on DESC, institution_id DESC);

CREATE INDEX listing_published_on_idx ON public.listing USING btree (published_on DESC, institution_id DESC);

CREATE INDEX listing_specialties_idx ON public.listing USING gin (specialties);

CREATE INDEX municipality_area_code_idx ON public.municipality USING btree (area_code);

CREATE INDEX municipality_prefecture_code_idx ON public.municipality USING btree (prefecture_code, code);

CREATE INDEX organization_member_account_id_idx ON public.organization_member USING btree (account_id);

CREATE INDEX outbox_pending_idx ON public.outbox USING btree (available_at) WHERE ((done_at IS NULL) AND (dead_at IS NULL));

CREATE INDEX refresh_session_account_id_idx ON public.refresh_session USING btree (account_id) WHERE (revoked_at IS NULL);

CREATE INDEX refresh_session_family_id_idx ON public.refresh_session USING btree (family_id);

CREATE INDEX registration_expires_on_idx ON public.registration USING btree (expires_on) WHERE (status = 'published'::text);

CREATE UNIQUE INDEX registration_institution_id_fiscal_year_key ON public.registration USING btree (institution_id, fiscal_year) WHERE (status <> ALL (ARRAY['withdrawn'::text, 'revoked'::text, 'expired'::text]));

CREATE INDEX registration_institution_id_idx ON public.registration USING btree (institution_id, id DESC);

CREATE INDEX registration_status_idx ON public.registration USING btree (status, status_since, id);

CREATE INDEX registration_step_registration_id_idx ON public.registration_step USING btree (registration_id, id);

CREATE INDEX registry_institution_prefecture_code_idx ON public.registry_institution USING btree (prefecture_code, name_kana COLLATE "ja-x-icu", code);

CREATE INDEX secondary_medical_area_prefecture_code_idx ON public.secondary_medical_area USING btree (prefecture_code, code);

CREATE TRIGGER audit_entry_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit_entry FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER registration_revision_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.registration_revision FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

ALTER TABLE ONLY public.account_role
    ADD CONSTRAINT account_role_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);

ALTER TABLE ONLY public.account_role
    ADD CONSTRAINT account_role_granted_by_fkey FOREIGN KEY (granted_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.account_token
    ADD CONSTRAINT account_token_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);

ALTER TABLE ONLY public.change_request
    ADD CONSTRAINT change_request_registration_id_fkey FOREIGN KEY (registration_id) REFERENCES public.registration(id);

ALTER TABLE ONLY public.contact_message
    ADD CONSTRAINT contact_message_settled_by_fkey FOREIGN KEY (settled_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.doctor
    ADD CONSTRAINT doctor_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);

ALTER TABLE ONLY public.doctor_block
    ADD CONSTRAINT doctor_block_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);

ALTER TABLE ONLY public.doctor_block
    ADD CONSTRAINT doctor_block_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

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

ALTER TABLE ONLY public.listing
    ADD CONSTRAINT listing_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.listing
    ADD CONSTRAINT listing_municipality_code_fkey FOREIGN KEY (municipality_code) REFERENCES public.municipality(code);

ALTER TABLE ONLY public.listing
    ADD CONSTRAINT listing_prefecture_code_fkey FOREIGN KEY (prefecture_code) REFERENCES public.prefecture(code);

ALTER TABLE ONLY public.listing
    ADD CONSTRAINT listing_registration_id_fkey FOREIGN KEY (registration_id) REFERENCES public.registration(id);

ALTER TABLE ONLY public.municipality
    ADD CONSTRAINT municipality_area_code_fkey FOREIGN KEY (area_code) REFERENCES public.secondary_medical_area(code);

ALTER TABLE ONLY public.municipality
    ADD CONSTRAINT municipality_prefecture_code_fkey FOREIGN KEY (prefecture_code) REFERENCES public.prefecture(code);

ALTER TABLE ONLY public.organization_member
    ADD CONSTRAINT organization_member_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);

ALTER TABLE ONLY public.organization_member
    ADD CONSTRAINT organization_member_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organization(id);

ALTER TABLE ONLY public.recovery_code
    ADD CONSTRAINT recovery_code_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);

ALTER TABLE ONLY public.refresh_session
    ADD CONSTRAINT refresh_session_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);

ALTER TABLE ONLY public.registration
    ADD CONSTRAINT registration_committee_confirmed_by_fkey FOREIGN KEY (committee_confirmed_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.registration
    ADD CONSTRAINT registration_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES public.institution(id);

ALTER TABLE ONLY public.registration_revision
    ADD CONSTRAINT registration_revision_registration_id_fkey FOREIGN KEY (registration_id) REFERENCES public.registration(id);

ALTER TABLE ONLY public.registration
    ADD CONSTRAINT registration_secretariat_checked_by_fkey FOREIGN KEY (secretariat_checked_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.registration_step
    ADD CONSTRAINT registration_step_registration_id_fkey FOREIGN KEY (registration_id) REFERENCES public.registration(id);

ALTER TABLE ONLY public.registry_institution
    ADD CONSTRAINT registry_institution_municipality_code_fkey FOREIGN KEY (municipality_code) REFERENCES public.municipality(code);

ALTER TABLE ONLY public.registry_institution
    ADD CONSTRAINT registry_institution_prefecture_code_fkey FOREIGN KEY (prefecture_code) REFERENCES public.prefecture(code);

ALTER TABLE ONLY public.secondary_medical_area
    ADD CONSTRAINT secondary_medical_area_prefecture_code_fkey FOREIGN KEY (prefecture_code) REFERENCES public.prefecture(code);
